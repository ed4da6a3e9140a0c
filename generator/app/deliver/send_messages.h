#pragma once
// Sends the issue of a day to chat services, each once.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/deliver/chat_request.h"
#include "app/deliver/delivery.h"
#include "app/deliver/record.h"
#include "config/config.h"
#include "net/environment.h"

namespace broadsheet::app {

/// The message for a service; std::nullopt if there is none.
using MessageOf = std::function<std::optional<ChatMessage>(config::ChatService service)>;

/// Sends the message of a day to each service that does not have it. "sending" is on the disk
/// before the request leaves. A request that certainly did not arrive, or that the service limits
/// (429), is left to a later run; after any other response but 2xx and 4xx the service may have the
/// message. Messages to the terminal name no address: it holds a secret. Throws Error(Config) if an
/// address is missing or would be sent a secret without TLS.
Deliveries send_messages(const MessageOf& message_of, Day day, Repeat repeat,
                         const std::vector<config::ChatConfig>& services, DeliveryRecord& record,
                         const net::Environment& world);

}  // namespace broadsheet::app

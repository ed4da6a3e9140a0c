#pragma once
// A message as a request to a service, and what the service's response means.

#include <string>

#include "app/deliver/record.h"
#include "config/config.h"
#include "net/transport.h"

namespace broadsheet::app {

/// What a request is made from.
struct ChatMessage {
  std::string subject;
  std::string url;   ///< of the issue
  std::string text;  ///< in the service's markup
  std::string day;   ///< "2026-03-02"
  std::string kind;  ///< "day", "failed"
  std::string site;
};

/// @param address  the URL of the service's webhook; of ntfy, of the topic
net::Request chat_request(const config::ChatConfig& service, const std::string& address,
                          const ChatMessage& message);

/// Sent, Refused (the same request would be refused again), Failed (the service does not have it)
/// or Sending (it may have it).
DeliveryState chat_state(config::ChatService service, const net::Reply& reply);

}  // namespace broadsheet::app

#include "app/deliver/send_messages.h"

#include "base/error.h"
#include "base/log.h"
#include "base/marked_point.h"

namespace broadsheet::app {
namespace {

std::string address_of(const config::ChatConfig& service, const net::Environment& world) {
  std::string address = world.variable(service.url_env);
  if (address.empty()) {
    throw Error(ErrorKind::Config, {},
                "the environment variable " + service.url_env + " of 'messages' is not set");
  }
  if (!net::keeps_secrets(address)) {
    throw Error(
        ErrorKind::Config, {},
        "the address in " + service.url_env + " is a secret and should begin with https://");
  }
  return address;
}

}  // namespace

Deliveries send_messages(const MessageOf& message_of, Day day, Repeat repeat,
                         const std::vector<config::ChatConfig>& services, DeliveryRecord& record,
                         const net::Environment& world) {
  Deliveries result;
  for (const config::ChatConfig& service : services) {
    const std::string name(config::kChatServiceNames[static_cast<std::size_t>(service.service)]);
    const std::string what =
        "the message of " + day.str() + " to " + name + " (" + service.url_env + ")";
    const std::string address = address_of(service, world);
    const std::optional<ChatMessage> message = message_of(service.service);
    if (!message) continue;
    const DeliveryKey key{.day = day,
                          .kind = message->kind,
                          .recipient = name + ":" + service.url_env + ":" + service.chat};
    const auto earlier = record.find(key);
    if (!should_send(earlier, repeat)) {
      count_earlier(*earlier, what, result);
      continue;
    }
    record.put(key, DeliveryState::Sending, world.clock());
    const net::Reply reply = world.transport.send(chat_request(service, address, *message));
    marked_point("message sent");
    const DeliveryState state = chat_state(service.service, reply);
    if (state != DeliveryState::Sending) record.put(key, state, world.clock());
    count_now(state, what, reply.ok() ? "the service does not accept it" : reply.summary(), result);
  }
  return result;
}

}  // namespace broadsheet::app

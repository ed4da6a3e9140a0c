#include "app/deliver/chat_request.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "json/document.h"
#include "json/writer.h"
#include "mail/encoding.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

using config::ChatService;

constexpr int kTooManyRequests = 429;
constexpr std::size_t kLongestTitle = 120;

/// A line a paragraph; a line that is an address is a link. No markup, so nothing is escaped.
/// Source: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
json::Object feishu_post(const ChatMessage& message) {
  json::List paragraphs;
  std::string_view rest = message.text;
  while (!rest.empty()) {
    const std::string line(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    json::Object item{{"tag", "text"}, {"text", line}};
    if (line.starts_with("https://") || line.starts_with("http://")) {
      item = {{"tag", "a"}, {"text", line}, {"href", line}};
    }
    paragraphs.emplace_back(json::List{std::move(item)});
  }
  json::Object post{{"title", message.subject}, {"content", std::move(paragraphs)}};
  return {{"msg_type", "post"},
          {"content", json::Object{{"post", json::Object{{"zh_cn", std::move(post)}}}}}};
}

json::Object body_of(const config::ChatConfig& service, const ChatMessage& message) {
  switch (service.service) {
    case ChatService::Slack:
      return {{"text", message.text}, {"unfurl_links", false}};
    case ChatService::Discord:
      // 4: no previews of the links.
      return {{"content", message.text},
              {"allowed_mentions", json::Object{{"parse", json::List{}}}},
              {"flags", 4}};
    case ChatService::Telegram:
      return {{"chat_id", service.chat},
              {"text", message.text},
              {"parse_mode", "HTML"},
              {"link_preview_options", json::Object{{"is_disabled", true}}}};
    case ChatService::Feishu:
      return feishu_post(message);
    case ChatService::Ntfy:
    case ChatService::Json:
      break;
  }
  return {{"kind", message.kind},       {"day", message.day}, {"site", message.site},
          {"subject", message.subject}, {"url", message.url}, {"text", message.text}};
}

/// A header of HTTP is one line.
std::string header_line(const std::string& text) {
  std::string line = mail::header_text(text::shorten(text, kLongestTitle), 0);
  for (std::size_t at; (at = line.find("\r\n")) != std::string::npos;) line.erase(at, 2);
  return line;
}

/// Feishu and Telegram state in the body whether they took it.
bool body_agrees(ChatService service, const std::string& body) {
  if (service != ChatService::Feishu && service != ChatService::Telegram) return true;
  const auto document = json::Document::parse(body);
  if (!document) return false;
  if (service == ChatService::Telegram) {
    const auto ok = document->root().find("ok");
    return ok && ok->boolean();
  }
  const auto code = document->root().find("code");
  const auto status = document->root().find("StatusCode");  // of older robots
  const auto& number = code ? code : status;
  return number && number->integer() == 0;
}

}  // namespace

net::Request chat_request(const config::ChatConfig& service, const std::string& address,
                          const ChatMessage& message) {
  net::Request request{.method = "POST",
                       .url = address,
                       .headers = {{"Content-Type", "application/json"}},
                       .timeout_seconds = 20,
                       .max_bytes = 1 << 20};
  if (service.service == ChatService::Ntfy) {
    request.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                       {"Title", header_line(message.subject)},
                       {"Click", message.url}};
    request.body = message.text;
  } else {
    request.body = json::to_line(body_of(service, message));
  }
  return request;
}

DeliveryState chat_state(ChatService service, const net::Reply& reply) {
  if (reply.ok()) {
    return body_agrees(service, reply.body) ? DeliveryState::Sent : DeliveryState::Refused;
  }
  if (reply.unsent || reply.status == kTooManyRequests) return DeliveryState::Failed;
  const bool refused =
      reply.trouble == net::Trouble::None && reply.status >= 300 && reply.status < 500;
  return refused || reply.trouble == net::Trouble::Redirect ? DeliveryState::Refused
                                                            : DeliveryState::Sending;
}

}  // namespace broadsheet::app

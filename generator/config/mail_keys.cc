#include "config/mail_keys.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"

namespace broadsheet::config {
namespace {

/// One line of text; may be empty.
Key line(const std::string& name, std::string& target) {
  return {name, [&target](const Value& value) {
            const std::string& text = value.text();
            const bool is_text = value.is(YamlKind::Nothing) || value.is(YamlKind::Text);
            if (!is_text || terminal_text(text) != text || text.find('\n') != std::string::npos) {
              return value.should_be("one line of text");
            }
            target = text;
          }};
}

/// "smtp://host", "smtps://host:465": no user, no path.
bool is_mail_server(std::string_view url) {
  const std::size_t scheme = url.starts_with("smtps://") ? 8 : url.starts_with("smtp://") ? 7 : 0;
  const std::string_view host = url.substr(scheme);
  return scheme > 0 && !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
           return is_ascii_letter(c) || is_ascii_digit(c) ||
                  std::string_view(".-:[]").find(c) != std::string_view::npos;
         });
}

Key mail_server(const std::string& name, std::string& target) {
  return {name,
          [&target](const Value& value) {
            const std::string& url = value.text();
            const bool empty =
                value.is(YamlKind::Nothing) || (value.is(YamlKind::Text) && url.empty());
            if (!empty && !is_mail_server(url)) {
              return value.should_be(
                  "a server such as smtps://smtp.example.org:465 or smtp://smtp.example.org:587");
            }
            target = url;
          },
          pattern_schema("^(smtps?://[A-Za-z0-9.:\\[\\]-]+)?$", true)};
}

}  // namespace

Keys keys_of(MailConfig& mail) {
  return {
      mail_server("server", mail.server),
      line("user", mail.user),
      variable_name("password_env", mail.password_env),
      line("from", mail.from),
      line("reply_to", mail.reply_to),
      line("recipients_file", mail.recipients_file),
      line("unsubscribe", mail.unsubscribe),
      line("ca_file", mail.ca_file),
      number("timeout_seconds", mail.timeout_seconds, 1, 3600),
      flag("daily", mail.daily),
      one_of("weekly", mail.weekly, kWeeklyMailNames),
  };
}

Keys keys_of(ChatConfig& chat) {
  return {one_of("service", chat.service, kChatServiceNames),
          variable_name("url_env", chat.url_env), line("chat", chat.chat)};
}

void read_chat(const Value& value, std::vector<ChatConfig>& chats) {
  ChatConfig chat;
  read_group(value, keys_of(chat));
  if (!value.is(YamlKind::Group)) {
    if (value.is(YamlKind::Nothing)) value.should_be("a group of keys");
    return;
  }
  std::vector<std::string> needed = {"service", "url_env"};
  if (chat.service == ChatService::Telegram) needed.emplace_back("chat");
  for (const std::string& key : needed) {
    if (value.node.find(key) != nullptr) continue;
    return value.report.error(value.at, "'" + value.name + "' has no '" + key + "'");
  }
  chats.push_back(std::move(chat));
}

}  // namespace broadsheet::config

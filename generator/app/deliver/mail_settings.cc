#include "app/deliver/mail_settings.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "app/project.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/log.h"
#include "config/load.h"
#include "mail/message.h"

namespace broadsheet::app {
namespace {

/// Ends the run at a key of `mail`.
[[noreturn]] void refuse(const fs::path& root, const std::string& key, const std::string& why) {
  const fs::path path = Places{root}.config();
  const Location at = config::place_of(read_file(path), display_path(path), "mail." + key);
  throw Error(ErrorKind::Config, at, "'mail." + key + "' " + why);
}

mail::Mailbox mailbox(const fs::path& root, const std::string& key, const std::string& text) {
  const auto read = mail::parse_mailbox(text);
  if (!read) {
    refuse(root, key, "should be an e-mail address such as My Digest <digest@example.org>");
  }
  return *read;
}

bool is_below(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  const fs::path inner = fs::weakly_canonical(path, error);
  const fs::path outer = fs::weakly_canonical(folder, error);
  const fs::path rest = inner.lexically_relative(outer);
  return !rest.empty() && *rest.begin() != "..";
}

/// Collects addresses, each once.
class Recipients {
 public:
  /// @return false if the text is no address
  bool add(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text.front() == '#') return true;
    const auto mailbox = mail::parse_mailbox(text);
    if (!mailbox) return false;
    if (known_.insert(mail::normal_address(mailbox->address)).second) {
      list_.push_back(mailbox->address);
    }
    return true;
  }
  std::vector<std::string> take() { return std::move(list_); }

 private:
  std::set<std::string> known_;
  std::vector<std::string> list_;
};

void add_file(const fs::path& root, const config::MailConfig& config, Recipients& recipients) {
  const fs::path file = root / config.recipients_file;  // an absolute path stays as it is
  const Places places{root};
  for (const fs::path& folder : {places.content(), places.site(), places.themes()}) {
    if (!is_below(file, folder)) continue;
    refuse(root, "recipients_file",
           "is in " + display_path(folder) + ", which is published; move it out of the project");
  }
  if (is_below(file, root) && !is_below(file, places.state())) {
    warn("warning: " + display_path(file) +
         " is in the project; keep the addresses of readers out of its repository");
  }
  const std::string text = read_file(file);
  int line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    ++line;
    if (!recipients.add(std::string_view(text).substr(at, end - at))) {
      throw Error(ErrorKind::Content, {.path = display_path(file), .line = line},
                  "this line is no e-mail address");
    }
    at = end + 1;
  }
}

}  // namespace

MailSetup read_mail_setup(const fs::path& root, const config::Config& config) {
  const config::MailConfig& mail = config.mail;
  if (!config.site.base_url.starts_with("http")) {
    throw Error(ErrorKind::Config, {.path = display_path(Places{root}.config())},
                "site.base_url is not set, so a mail could not link to the issue");
  }
  MailSetup setup{.from = mailbox(root, "from", mail.from), .unsubscribe = mail.unsubscribe};
  if (setup.from.name.empty()) setup.from.name = config.site.title;
  if (!mail.reply_to.empty()) setup.reply_to = mailbox(root, "reply_to", mail.reply_to);
  if (setup.unsubscribe.empty()) {
    const mail::Mailbox& to = setup.reply_to.address.empty() ? setup.from : setup.reply_to;
    setup.unsubscribe = "mailto:" + to.address + "?subject=unsubscribe";
  } else if (!mail::is_unsubscribe_address(setup.unsubscribe)) {
    refuse(root, "unsubscribe",
           "should be an address such as https://example.org/leave or mailto:leave@example.org");
  }
  return setup;
}

net::MailServer mail_server_of(const fs::path& root, const config::MailConfig& config,
                               const net::Variable& variable) {
  const fs::path path = Places{root}.config();
  if (config.server.empty()) {
    throw Error(ErrorKind::Config, {.path = display_path(path)},
                "mail.server is not set, so no mail can be sent; --dry-run needs none");
  }
  std::string password = config.user.empty() ? "" : variable(config.password_env);
  if (!config.user.empty() && password.empty()) {
    throw Error(ErrorKind::Config,
                config::place_of(read_file(path), display_path(path), "mail.user"),
                "the environment variable " + config.password_env +
                    " does not hold the password of 'mail.user'");
  }
  return {.url = config.server,
          .user = config.user,
          .password = std::move(password),
          .ca_file = config.ca_file.empty() ? "" : (root / config.ca_file).string(),
          .timeout_seconds = config.timeout_seconds};
}

std::vector<std::string> read_recipients(const fs::path& root, const config::Config& config,
                                         const net::Variable& variable) {
  Recipients recipients;
  if (!config.mail.recipients_file.empty()) add_file(root, config.mail, recipients);
  const std::string listed = variable(std::string(config::kRecipientsVariable));
  for (std::size_t at = 0; at < listed.size();) {
    const std::size_t end = std::min(listed.find_first_of(",\n", at), listed.size());
    if (!recipients.add(std::string_view(listed).substr(at, end - at))) {
      throw Error(
          ErrorKind::Config, {},
          std::string(config::kRecipientsVariable) + " has an item that is no e-mail address");
    }
    at = end + 1;
  }
  std::vector<std::string> list = recipients.take();
  if (list.empty()) {
    throw Error(ErrorKind::Config, {.path = display_path(Places{root}.config())},
                "the mail has no recipients: set mail.recipients_file or the variable " +
                    std::string(config::kRecipientsVariable) + ", or give --to");
  }
  return list;
}

}  // namespace broadsheet::app

#include "app/deliver/cmd_mail.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/deliver/editions.h"
#include "app/deliver/mail_settings.h"
#include "app/deliver/record.h"
#include "app/deliver/send_mail.h"
#include "app/project.h"
#include "base/error.h"
#include "base/log.h"
#include "config/load.h"

namespace broadsheet::app {
namespace {

/// The server with its password. Throws Error(Config) if one of them is missing.
net::MailServer server_of(const fs::path& root, const config::MailConfig& config,
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

void report_sent(Day day, const SentMail& mail, Results results) {
  std::string line = "mail of " + day.str() + ": sent to " + counted(mail.sent, "recipient");
  const auto add = [&](std::size_t count, const std::string& what) {
    if (count > 0) line += ", " + std::to_string(count) + " " + what;
  };
  add(mail.already, "had it already");
  add(mail.refused, "refused");
  add(mail.unknown, "may have it");
  add(mail.failed, "not reached");
  print(line + "\n");
  const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  add_result(results, {{"kind", "mail"},
                       {"day", day.str()},
                       {"sent", number(mail.sent)},
                       {"already", number(mail.already)},
                       {"refused", number(mail.refused)},
                       {"unknown", number(mail.unknown)},
                       {"failed", number(mail.failed)}});
}

int code_of(const SentMail& mail) {
  if (mail.failed > 0) return exit_code(ErrorKind::Network);
  if (mail.refused + mail.unknown > 0) return kPartial;
  return mail.sent > 0 ? kDone : kNothingNew;
}

/// The addresses of --to, each once.
std::vector<std::string> addresses_of(const std::vector<std::string>& given) {
  std::vector<std::string> addresses;
  for (const std::string& text : given) {
    const auto mailbox = mail::parse_mailbox(text);
    if (!mailbox) throw Error(ErrorKind::Usage, {}, "--to: '" + text + "' is no e-mail address");
    const bool known = std::any_of(addresses.begin(), addresses.end(), [&](const auto& other) {
      return mail::normal_address(other) == mail::normal_address(mailbox->address);
    });
    if (!known) addresses.push_back(mailbox->address);
  }
  return addresses;
}

int write_eml(const fs::path& root, const MailEdition& mail, Day day, const std::string& to) {
  const fs::path file = Places{root}.state() / "mail" / (day.str() + ".eml");
  write_file_atomically(file, mail::message_bytes(mail.edition, to));
  print("wrote " + display_path(file) + "; nothing was sent\n");
  return kDone;
}

}  // namespace

int run_mail(const fs::path& root, const config::Config& config, const MailOptions& options,
             const net::Environment& world, net::MailTransport& transport) {
  const MailSetup setup = read_mail_setup(root, config);
  std::vector<std::string> recipients = addresses_of(options.to);
  if (recipients.empty() && options.dry_run) recipients = {setup.from.address};
  if (recipients.empty()) recipients = read_recipients(root, config, world.variable);
  const Editions editions(root, setup, world.clock);
  const std::optional<Day> day = options.day ? options.day : editions.newest();
  const std::optional<MailEdition> mail = day ? editions.of(*day) : std::nullopt;
  if (!mail) {
    throw Error(ErrorKind::Usage, {},
                "there is no digest" + (day ? " of " + day->str() : "") + " to send");
  }
  if (options.dry_run) return write_eml(root, *mail, *day, recipients.front());
  const net::MailServer server = server_of(root, config.mail, world.variable);
  DeliveryRecord record(Places{root}.state());
  const Repeat repeat = !options.again       ? Repeat::Never
                        : options.to.empty() ? Repeat::Unsettled
                                             : Repeat::Always;
  const SentMail sent =
      send_mail(*mail, *day, recipients, repeat, server, record, transport, world);
  report_sent(*day, sent, options.results);
  return code_of(sent);
}

int mail_due_days(const fs::path& root, const config::Config& config, const std::set<Day>& days,
                  Results results, const net::Environment& world, net::MailTransport& transport) {
  const MailSetup setup = read_mail_setup(root, config);
  const std::vector<std::string> recipients = read_recipients(root, config, world.variable);
  const net::MailServer server = server_of(root, config.mail, world.variable);
  const Editions editions(root, setup, world.clock);
  DeliveryRecord record(Places{root}.state());
  SentMail all;
  for (const Day day : days) {
    SentMail sent;
    if (const auto mail = editions.of(day)) {
      sent = send_mail(*mail, day, recipients, Repeat::Never, server, record, transport, world);
      report_sent(day, sent, results);
    }
    all.sent += sent.sent;
    all.refused += sent.refused;
    all.unknown += sent.unknown;
    all.failed += sent.failed;
    if (sent.failed > 0) continue;
    Announcements announcements = read_announcements(root);
    announcements.unmailed.erase(day);
    write_announcements(root, std::move(announcements));
  }
  return code_of(all);
}

}  // namespace broadsheet::app

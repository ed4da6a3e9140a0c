#include "app/deliver/cmd_mail.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/commands/exit_codes.h"
#include "app/deliver/editions.h"
#include "app/deliver/mail_settings.h"
#include "app/deliver/record.h"
#include "app/deliver/report.h"
#include "app/deliver/send_mail.h"
#include "app/project.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::app {
namespace {

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

/// The edition that the options name. Throws Error(Usage) if there is none.
MailEdition edition_of(const Editions& editions, const MailOptions& options, const MailSetup& setup,
                       std::chrono::system_clock::time_point now) {
  if (options.week || options.newest_week) {
    const std::optional<Week> week = options.week ? options.week : editions.newest_week();
    if (week) {
      if (auto mail = editions.week_mail(*week, setup, now)) return std::move(*mail);
    }
    throw Error(ErrorKind::Usage, {},
                options.week ? "there is no digest of " + options.week->str() +
                                   " to send, or digests appear once a week"
                             : "no week is over yet");
  }
  const std::optional<Day> day = options.day ? options.day : editions.newest();
  if (day) {
    if (auto mail = editions.mail(*day, setup, now)) return std::move(*mail);
  }
  throw Error(ErrorKind::Usage, {},
              "there is no digest" + (day ? " of " + day->str() : "") + " to send");
}

int write_eml(const fs::path& root, const MailEdition& mail, const std::string& to) {
  const fs::path file = Places{root}.state() / "mail" / (mail.of + ".eml");
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
  const MailEdition mail = edition_of(Editions(root), options, setup, world.clock());
  if (options.dry_run) return write_eml(root, mail, recipients.front());
  const net::MailServer server = mail_server_of(root, config.mail, world.variable);
  DeliveryRecord record(Places{root}.state());
  const Repeat repeat = !options.again       ? Repeat::Never
                        : options.to.empty() ? Repeat::Unsettled
                                             : Repeat::Always;
  const Deliveries sent = send_mail(mail, recipients, repeat, server, record, transport, world);
  report_deliveries("mail", mail.of, sent, options.results);
  return code_of(sent);
}

}  // namespace broadsheet::app

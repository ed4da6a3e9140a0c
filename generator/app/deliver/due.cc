#include "app/deliver/due.h"

#include <string>
#include <utility>
#include <vector>

#include "app/curate/announcements.h"
#include "app/deliver/editions.h"
#include "app/deliver/mail_settings.h"
#include "app/deliver/record.h"
#include "app/deliver/report.h"
#include "app/deliver/send_mail.h"
#include "app/deliver/send_messages.h"
#include "app/project.h"

namespace broadsheet::app {
namespace {

/// What the mail needs besides the day.
struct Mailing {
  MailSetup setup;
  std::vector<std::string> recipients;
  net::MailServer server;
};

}  // namespace

bool has_deliveries(const config::Config& config) {
  return !config.mail.server.empty() || !config.messages.empty();
}

int deliver_due_days(const fs::path& root, const config::Config& config, const std::set<Day>& days,
                     Results results, const net::Environment& world,
                     net::MailTransport& transport) {
  std::optional<Mailing> mailing;
  if (!config.mail.server.empty()) {
    mailing = {.setup = read_mail_setup(root, config),
               .recipients = read_recipients(root, config, world.variable),
               .server = mail_server_of(root, config.mail, world.variable)};
  }
  const Editions editions(root);
  DeliveryRecord record(Places{root}.state());
  Deliveries all;
  for (const Day day : days) {
    Deliveries here;
    if (!config.messages.empty()) {
      const Deliveries sent =
          send_messages([&](auto service) { return editions.message(day, service); }, day,
                        Repeat::Never, config.messages, record, world);
      report_deliveries("message", day, sent, results);
      here += sent;
    }
    const auto mail = mailing ? editions.mail(day, mailing->setup, world.clock()) : std::nullopt;
    if (mail) {
      const Deliveries sent = send_mail(*mail, day, mailing->recipients, Repeat::Never,
                                        mailing->server, record, transport, world);
      report_deliveries("mail", day, sent, results);
      here += sent;
    }
    all += here;
    if (here.failed > 0) continue;
    Announcements announcements = read_announcements(root);
    announcements.unmailed.erase(day);
    write_announcements(root, std::move(announcements));
  }
  return code_of(all);
}

}  // namespace broadsheet::app

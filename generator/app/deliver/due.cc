#include "app/deliver/due.h"

#include <chrono>
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

/// The edition of the day, and those of weeks that end with it, as far as the list gets them.
std::vector<MailEdition> mails_of(const Editions& editions, Day day, config::WeeklyMail weekly,
                                  const Mailing& mailing,
                                  std::chrono::system_clock::time_point now) {
  std::vector<MailEdition> mails;
  if (weekly != config::WeeklyMail::Only) {
    if (auto mail = editions.mail(day, mailing.setup, now)) mails.push_back(std::move(*mail));
  }
  if (weekly == config::WeeklyMail::Never) return mails;
  for (const Week week : editions.weeks_ended_by(day)) {
    if (auto mail = editions.week_mail(week, mailing.setup, now)) {
      mails.push_back(std::move(*mail));
    }
  }
  return mails;
}

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
      report_deliveries("message", day.str(), sent, results);
      here += sent;
    }
    for (const MailEdition& mail :
         mailing ? mails_of(editions, day, config.mail.weekly, *mailing, world.clock())
                 : std::vector<MailEdition>()) {
      const Deliveries sent = send_mail(mail, mailing->recipients, Repeat::Never, mailing->server,
                                        record, transport, world);
      report_deliveries("mail", mail.of, sent, results);
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

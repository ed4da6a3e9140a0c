#include "app/deliver/failed_run.h"

#include <optional>

#include "app/deliver/editions.h"
#include "app/deliver/mail_settings.h"
#include "app/deliver/record.h"
#include "app/deliver/report.h"
#include "app/deliver/send_mail.h"
#include "app/deliver/send_messages.h"
#include "app/project.h"
#include "base/diagnostics.h"
#include "render/chat/chat.h"
#include "text/escape.h"
#include "text/utf8.h"
#include "theme/theme.h"
#include "theme/words.h"

namespace broadsheet::app {
namespace {

constexpr const char* kKind = "run";
constexpr std::size_t kLongestSummary = 1200;  // characters; all services take it escaped

/// What happened, in the words of the site.
struct FailedRun {
  Day day;
  std::string subject;
  std::string summary;
};

FailedRun describe(const fs::path& root, const config::Config& config, Day day,
                   const std::string& summary) {
  Diagnostics reported_by_build;  // the default words remain
  const theme::Theme theme = theme::load_theme(config.site.theme, theme_roots(Places{root}),
                                               config.site.language, reported_by_build);
  const theme::Words words(theme);
  return {
      .day = day,
      .subject = words.fill("mail.subject", {{"site", config.site.title},
                                             {"date", words.date(day, theme::DateStyle::Medium)},
                                             {"what", words("mail.run_failed")}}),
      .summary = text::shorten(text::collapse_space(summary), kLongestSummary)};
}

MailEdition mail_of(const FailedRun& run, const config::SiteConfig& site, const MailSetup& setup,
                    std::chrono::system_clock::time_point now) {
  const std::string language = text::escape_html(site.language);
  return {
      .kind = kKind,
      .day = run.day,
      .of = run.day.str(),
      .edition = {.from = setup.from,
                  .reply_to = setup.reply_to,
                  .id = mail::message_id(site.base_url, run.day.str(), kKind,
                                         mail::domain_of(setup.from.address)),
                  .date = now,
                  .list_name = site.title,
                  .unsubscribe = setup.unsubscribe,
                  .archive = site.base_url + "/",
                  .language = site.language,
                  .subject = run.subject,
                  .text = run.summary + "\n\n" + site.base_url + "/\n",
                  .html = "<!DOCTYPE html>\n<html lang=\"" + language +
                          "\"><meta charset=\"utf-8\"><title>" + text::escape_html(run.subject) +
                          "</title><p>" + text::escape_html(run.summary) + "</p><p><a href=\"" +
                          text::escape_html(site.base_url) + "/\">" +
                          text::escape_html(site.title) + "</a></p></html>\n"}};
}

ChatMessage message_of(const FailedRun& run, const config::SiteConfig& site,
                       config::ChatService service) {
  return {.subject = run.subject,
          .url = site.base_url + "/",
          .text = render::escape_for_chat(service, run.subject + "\n" + run.summary),
          .day = run.day.str(),
          .kind = kKind,
          .site = site.title};
}

}  // namespace

int deliver_failed_run(const fs::path& root, const config::Config& config, Day day,
                       const std::string& summary, Results results, const net::Environment& world,
                       net::MailTransport& transport) {
  const FailedRun run = describe(root, config, day, summary);
  DeliveryRecord record(Places{root}.state());
  Deliveries all;
  if (!config.messages.empty()) {
    const Deliveries sent = send_messages(
        [&](config::ChatService service) { return message_of(run, config.site, service); }, day,
        Repeat::Never, config.messages, record, world);
    report_deliveries("message", day.str(), sent, results);
    all += sent;
  }
  if (!config.mail.server.empty() && config.mail.weekly != config::WeeklyMail::Only) {
    const MailSetup setup = read_mail_setup(root, config);
    const Deliveries sent =
        send_mail(mail_of(run, config.site, setup, world.clock()),
                  read_recipients(root, config, world.variable), Repeat::Never,
                  mail_server_of(root, config.mail, world.variable), record, transport, world);
    report_deliveries("mail", day.str(), sent, results);
    all += sent;
  }
  return code_of(all);
}

}  // namespace broadsheet::app

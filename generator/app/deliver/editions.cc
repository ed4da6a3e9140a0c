#include "app/deliver/editions.h"

#include <utility>

#include "app/build/page_inputs.h"
#include "app/build/stages.h"
#include "app/project.h"
#include "base/error.h"
#include "render/chat/chat.h"
#include "render/input/weeks.h"
#include "render/mail/mail.h"

namespace broadsheet::app {
namespace {

SiteSources read_sources(const fs::path& root) {
  Stages stages;
  Diagnostics problems;
  SiteSources sources = read_site_sources(Places{root}, stages, problems);
  if (report(problems, "nothing was sent")) {
    throw Error(ErrorKind::Content, {}, "the project has errors");
  }
  return sources;
}

std::string kind_of(const Digest& digest) {
  return digest.status == DayStatus::Failed ? "failed" : "day";
}

}  // namespace

Editions::Editions(const fs::path& root)
    : sources_(read_sources(root)), topics_(sources_.config, sources_.library) {}

std::optional<Day> Editions::newest() const {
  const auto digests = sources_.library.digests();
  return digests.empty() ? std::nullopt : std::optional(digests.back().date);
}

std::optional<std::size_t> Editions::find(Day day) const {
  const auto digests = sources_.library.digests();
  for (std::size_t i = 0; i < digests.size(); ++i) {
    if (digests[i].date == day) return i;
  }
  return std::nullopt;
}

render::SiteInput Editions::input() const {
  return assemble_site_input({.library = sources_.library,
                              .config = sources_.config,
                              .theme = sources_.theme,
                              .topics = topics_,
                              .prompts = sources_.prompts,
                              .own = sources_.own},
                             {});
}

MailEdition Editions::edition_of(const render::MailText& mail, const std::string& kind, Day day,
                                 const std::string& of, const MailSetup& setup,
                                 std::chrono::system_clock::time_point now) const {
  const config::SiteConfig& site = sources_.config.site;
  return {.kind = kind,
          .day = day,
          .of = of,
          .edition = {
              .from = setup.from,
              .reply_to = setup.reply_to,
              .id = mail::message_id(site.base_url, of, kind, mail::domain_of(setup.from.address)),
              .date = now,
              .list_name = site.title,
              .unsubscribe = setup.unsubscribe,
              .archive = site.base_url + "/",
              .language = site.language,
              .subject = mail.subject,
              .text = mail.text,
              .html = mail.html}};
}

std::optional<MailEdition> Editions::mail(Day day, const MailSetup& setup,
                                          std::chrono::system_clock::time_point now) const {
  const std::optional<std::size_t> digest = find(day);
  if (!digest) return std::nullopt;
  Diagnostics problems;
  const auto mail = render::make_mail(input(), *digest, setup.unsubscribe, problems);
  report(problems, "nothing was sent");
  if (!mail) throw Error(ErrorKind::Theme, {}, "the theme cannot write a mail");
  return edition_of(*mail, kind_of(sources_.library.digests()[*digest]), day, day.str(), setup,
                    now);
}

std::optional<MailEdition> Editions::week_mail(Week week, const MailSetup& setup,
                                               std::chrono::system_clock::time_point now) const {
  const std::vector<render::LibraryWeek> weeks = render::weeks_of(sources_.library);
  const render::LibraryWeek* found = render::find_week(weeks, week);
  if (found == nullptr) return std::nullopt;
  Diagnostics problems;
  const auto mail = render::make_week_mail(input(), *found, setup.unsubscribe, problems);
  report(problems, "nothing was sent");
  if (!mail) throw Error(ErrorKind::Theme, {}, "the theme cannot write a mail");
  return edition_of(*mail, "week", week.first(), week.str(), setup, now);
}

std::vector<Week> Editions::weeks_ended_by(Day day) const {
  const std::vector<render::LibraryWeek> weeks = render::weeks_of(sources_.library);
  const render::LibraryWeek* here = render::find_week(weeks, Week::of(day));
  if (here == nullptr) return {};
  const std::span<const Digest> digests = sources_.library.digests();
  std::vector<Week> ended;
  const bool first = digests[here->begin].date == day;
  if (first && here != weeks.data() &&
      render::expects_more(*(here - 1), sources_.library, sources_.config.holidays)) {
    ended.push_back((here - 1)->week);
  }
  const bool last = digests[here->end - 1].date == day;
  if (last && render::is_over(*here, sources_.library, sources_.config.holidays)) {
    ended.push_back(here->week);
  }
  return ended;
}

std::optional<Week> Editions::newest_week() const {
  const std::vector<render::LibraryWeek> weeks = render::weeks_of(sources_.library);
  for (std::size_t w = weeks.size(); w-- > 0;) {
    if (render::is_over(weeks[w], sources_.library, sources_.config.holidays)) return weeks[w].week;
  }
  return std::nullopt;
}

std::optional<ChatMessage> Editions::message(Day day, config::ChatService service) const {
  const std::optional<std::size_t> digest = find(day);
  if (!digest) return std::nullopt;
  Diagnostics problems;
  const auto chat = render::make_chat_text(input(), *digest, service, problems);
  report(problems, "nothing was sent");
  if (!chat) throw Error(ErrorKind::Theme, {}, "the theme cannot write a message");
  return ChatMessage{.subject = chat->subject,
                     .url = chat->url,
                     .text = chat->text,
                     .day = day.str(),
                     .kind = kind_of(sources_.library.digests()[*digest]),
                     .site = sources_.config.site.title};
}

}  // namespace broadsheet::app

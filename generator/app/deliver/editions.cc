#include "app/deliver/editions.h"

#include <utility>

#include "app/build/page_inputs.h"
#include "app/build/stages.h"
#include "app/project.h"
#include "base/error.h"
#include "render/chat/chat.h"
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

std::optional<MailEdition> Editions::mail(Day day, const MailSetup& setup,
                                          std::chrono::system_clock::time_point now) const {
  const std::optional<std::size_t> digest = find(day);
  if (!digest) return std::nullopt;
  Diagnostics problems;
  const auto mail = render::make_mail(input(), *digest, setup.unsubscribe, problems);
  report(problems, "nothing was sent");
  if (!mail) throw Error(ErrorKind::Theme, {}, "the theme cannot write a mail");
  const config::SiteConfig& site = sources_.config.site;
  std::string kind = kind_of(sources_.library.digests()[*digest]);
  mail::Edition edition{
      .from = setup.from,
      .reply_to = setup.reply_to,
      .id = mail::message_id(site.base_url, day.str(), kind, mail::domain_of(setup.from.address)),
      .date = now,
      .list_name = site.title,
      .unsubscribe = setup.unsubscribe,
      .archive = site.base_url + "/",
      .language = site.language,
      .subject = mail->subject,
      .text = mail->text,
      .html = mail->html};
  return MailEdition{.kind = std::move(kind), .edition = std::move(edition)};
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

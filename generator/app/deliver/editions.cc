#include "app/deliver/editions.h"

#include <algorithm>
#include <utility>

#include "app/build/page_inputs.h"
#include "app/build/stages.h"
#include "app/project.h"
#include "base/error.h"
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

}  // namespace

Editions::Editions(const fs::path& root, const MailSetup& setup, Clock clock)
    : setup_(setup),
      clock_(std::move(clock)),
      sources_(read_sources(root)),
      topics_(sources_.config, sources_.library) {}

std::optional<Day> Editions::newest() const {
  const auto digests = sources_.library.digests();
  return digests.empty() ? std::nullopt : std::optional(digests.back().date);
}

std::optional<MailEdition> Editions::of(Day day) const {
  const auto digests = sources_.library.digests();
  const auto found = std::find_if(digests.begin(), digests.end(),
                                  [day](const Digest& digest) { return digest.date == day; });
  if (found == digests.end()) return std::nullopt;
  const render::SiteInput input = assemble_site_input({.library = sources_.library,
                                                       .config = sources_.config,
                                                       .theme = sources_.theme,
                                                       .topics = topics_,
                                                       .prompts = sources_.prompts,
                                                       .own = sources_.own},
                                                      {});
  Diagnostics problems;
  const auto mail = render::make_mail(input, static_cast<std::size_t>(found - digests.begin()),
                                      setup_.unsubscribe, problems);
  report(problems, "nothing was sent");
  if (!mail) throw Error(ErrorKind::Theme, {}, "the theme cannot write a mail");
  const config::SiteConfig& site = sources_.config.site;
  std::string kind = found->status == DayStatus::Failed ? "failed" : "day";
  mail::Edition edition{
      .from = setup_.from,
      .reply_to = setup_.reply_to,
      .id = mail::message_id(site.base_url, day.str(), kind, mail::domain_of(setup_.from.address)),
      .date = clock_(),
      .list_name = site.title,
      .unsubscribe = setup_.unsubscribe,
      .archive = site.base_url + "/",
      .language = site.language,
      .subject = mail->subject,
      .text = mail->text,
      .html = mail->html};
  return MailEdition{.kind = std::move(kind), .edition = std::move(edition)};
}

}  // namespace broadsheet::app

#include "render/mail/mail.h"

#include "render/mail/mail_content.h"
#include "render/mail/mail_text.h"
#include "render/pages/day_header.h"
#include "render/parts/page_context.h"
#include "render/parts/paper_parts.h"
#include "render/site_templates.h"
#include "tex/text.h"
#include "text/escape.h"
#include "theme/view_keys.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kNames = 8;
constexpr std::size_t kTitlesInPreview = 3;

/// Mail programs show no MathML.
std::string formula_as_text(std::string_view tex, bool) {
  return text::escape_html(tex::tex_to_plain("$" + std::string(tex) + "$"));
}

theme::View paper(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  theme::View why = comment_view(context, at);
  std::string excerpt = mail_excerpt(context, at);
  const bool match = is_author_match(entry);
  if (!excerpt.empty() && !match) {
    why.flag("shown", false).html("run_in", {}).html("comment", {});
  }
  theme::View view;
  view.html("title", context.texts.title(at));
  view.text("url", mail_paper_url(context, at));
  view.text("authors", short_names(context, entry, kNames));
  view.flag("lead", context.band_of(at) == Band::Lead);
  view.part("why", std::move(why));
  view.text("excerpt", excerpt);
  set_score(view, context, at);
  set_spotlight(view, context, at);
  set_addresses(view, entry);
  view.list("code", code_link_views(context, entry));
  return view;
}

theme::View brief(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  theme::View view;
  view.html("title", context.texts.title(at));
  view.text("url", mail_paper_url(context, at));
  view.text("value", has_score(entry) ? context.words.number(*entry.score) : "");
  set_addresses(view, entry);
  return view;
}

std::vector<theme::View> band_views(const PageContext& context, const MailContent& content) {
  std::vector<theme::View> views;
  for (const MailBand& band : content.bands) {
    std::vector<theme::View> papers;
    std::vector<theme::View> lines;
    for (const Appearance& at : band.papers) papers.push_back(paper(context, at));
    for (const Appearance& at : band.brief) lines.push_back(brief(context, at));
    theme::View& view = views.emplace_back();
    view.text("label", band.label).text("note", band.note);
    view.list("papers", std::move(papers)).list("brief", std::move(lines));
  }
  return views;
}

/// Titles after the first, which is in the subject.
std::string preview(const PageContext& context, const MailContent& content,
                    const std::string& summary) {
  std::string titles;
  std::size_t count = 0;
  for (const MailBand& band : content.bands) {
    for (const Appearance& at : band.papers) {
      if (count++ == 0 || count > kTitlesInPreview) continue;
      titles += context.texts.of(at).title_plain + "; ";
    }
  }
  return titles + summary;
}

theme::View mail_view(const PageContext& context, std::size_t digest, const MailContent& content,
                      const std::string& subject, const std::string& unsubscribe) {
  const theme::Words& words = context.words;
  const Day day = context.library.digests()[digest].date;
  const std::string summary = day_summary(context, digest);
  theme::View view;
  view.text("subject", subject);
  view.text("preview", preview(context, content, summary));
  view.text("date", words.date(day, theme::DateStyle::Long));
  view.text("url", context.url(Routes::day(day)));
  view.text("summary", summary);
  if (const auto notice = day_notice(context, digest)) {
    view.part("notice", notice_view(notice->lead, notice->text, notice->link));
  } else {
    view.no_part("notice");
  }
  view.list("bands", band_views(context, content));
  view.text("more", content.more > 0 ? words.count("mail.more", content.more) : "");
  view.text("why_sent", words.fill("mail.why", {{"site", context.config.site.title}}));
  view.text("unsubscribe_url", unsubscribe);
  return view;
}

}  // namespace

std::optional<MailText> make_mail(const SiteInput& input, std::size_t digest,
                                  const std::string& unsubscribe, Diagnostics& problems) {
  const Routes routes(input.config.site.base_url, LinkForm::Absolute);
  std::optional<theme::Template> parsed =
      delivery_template(std::string(theme::kMailTemplate), input, routes, problems);
  if (!parsed) return std::nullopt;
  SiteInput plain = input;
  plain.maths = formula_as_text;
  SiteTemplates templates;
  templates.emplace(theme::kMailTemplate, std::move(*parsed));
  PageContext context(plain, routes, std::move(templates));
  const MailContent content = mail_content(context, digest);
  MailText mail{.subject = mail_subject(context, digest)};
  mail.html = context.print(theme::kMailTemplate,
                            mail_view(context, digest, content, mail.subject, unsubscribe));
  mail.text = mail_text(context, digest, content, unsubscribe);
  return mail;
}

}  // namespace broadsheet::render

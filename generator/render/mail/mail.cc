#include "render/mail/mail.h"

#include "render/mail/mail_content.h"
#include "render/mail/mail_text.h"
#include "render/parts/editorial.h"
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

std::vector<theme::View> band_views(const PageContext& context, const MailIssue& issue) {
  std::vector<theme::View> views;
  for (const MailBand& band : issue.bands) {
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
std::string preview(const PageContext& context, const MailIssue& issue) {
  std::string titles;
  std::size_t count = 0;
  for (const MailBand& band : issue.bands) {
    for (const Appearance& at : band.papers) {
      if (count++ == 0 || count > kTitlesInPreview) continue;
      titles += context.texts.of(at).title_plain + "; ";
    }
  }
  return titles + issue.summary;
}

theme::View mail_view(const PageContext& context, const MailIssue& issue,
                      const std::string& unsubscribe) {
  const theme::Words& words = context.words;
  theme::View view;
  view.text("subject", issue.subject);
  view.text("preview", preview(context, issue));
  view.text("date", issue.date);
  view.text("url", issue.url);
  view.text("summary", issue.summary);
  if (issue.notice) {
    view.part("notice", notice_view(issue.notice->lead, issue.notice->text, issue.notice->link));
  } else {
    view.no_part("notice");
  }
  set_editorial(view, issue.editorial);
  view.list("bands", band_views(context, issue));
  view.text("more", issue.more);
  view.text("why_sent", words.fill("mail.why", {{"site", context.config.site.title}}));
  view.text("unsubscribe_url", unsubscribe);
  return view;
}

/// The mail of what `issue_of` states.
template <typename IssueOf>
std::optional<MailText> mail_of(const SiteInput& input, const std::string& unsubscribe,
                                Diagnostics& problems, const IssueOf& issue_of) {
  const Routes routes(input.config.site.base_url, LinkForm::Absolute);
  std::optional<theme::Template> parsed =
      delivery_template(std::string(theme::kMailTemplate), input, routes, problems);
  if (!parsed) return std::nullopt;
  SiteInput plain = input;
  plain.maths = formula_as_text;
  SiteTemplates templates;
  templates.emplace(theme::kMailTemplate, std::move(*parsed));
  PageContext context(plain, routes, std::move(templates));
  const MailIssue issue = issue_of(context);
  return MailText{
      .subject = issue.subject,
      .html = context.print(theme::kMailTemplate, mail_view(context, issue, unsubscribe)),
      .text = mail_text(context, issue, unsubscribe)};
}

}  // namespace

std::optional<MailText> make_mail(const SiteInput& input, std::size_t digest,
                                  const std::string& unsubscribe, Diagnostics& problems) {
  return mail_of(input, unsubscribe, problems,
                 [digest](const PageContext& context) { return day_issue(context, digest); });
}

std::optional<MailText> make_week_mail(const SiteInput& input, const LibraryWeek& week,
                                       const std::string& unsubscribe, Diagnostics& problems) {
  return mail_of(input, unsubscribe, problems,
                 [&week](const PageContext& context) { return week_issue(context, week); });
}

}  // namespace broadsheet::render

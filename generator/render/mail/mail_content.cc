#include "render/mail/mail_content.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "render/pages/day_groups.h"
#include "render/parts/paper_parts.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

// In bytes of HTML. Gmail shows the first 102 kB of a message.
constexpr std::size_t kMostInFull = 80'000;
constexpr std::size_t kMost = 92'000;
constexpr std::size_t kMarkupInFull = 2000;  // of a paper, without its texts
constexpr std::size_t kMarkupInBrief = 700;

constexpr std::size_t kLongestComment = 1200;  // bytes
constexpr std::size_t kExcerpt = 400;          // characters
constexpr std::size_t kTitleInSubject = 100;

std::size_t bytes_in_full(const PageContext& context, const Appearance& at) {
  const EntryText& text = context.texts.of(at);
  return kMarkupInFull + text.title.text.size() + text.spotlight.text.size() +
         std::min(text.comment.text.size(), kLongestComment) + kExcerpt;
}

std::size_t bytes_in_brief(const PageContext& context, const Appearance& at) {
  return kMarkupInBrief + context.texts.title(at).text.size();
}

}  // namespace

MailContent mail_content(const PageContext& context, std::size_t digest) {
  MailContent content;
  std::size_t bytes = 0;
  for (PaperGroup& group : day_groups(context, digest)) {
    MailBand band{.label = std::move(group.label), .note = std::move(group.note)};
    for (const Appearance& at : group.papers) {
      const std::size_t full = bytes_in_full(context, at);
      const std::size_t brief = bytes_in_brief(context, at);
      const Entry& entry = context.entry(at);
      const bool in_full = is_author_match(entry) || entry.spotlight.kind != SpotlightKind::None ||
                           context.band_of(at) != Band::Minor;
      if (in_full && bytes + full <= kMostInFull) {
        band.papers.push_back(at);
        bytes += full;
      } else if (bytes + brief <= kMost) {
        band.brief.push_back(at);
        bytes += brief;
      } else {
        ++content.more;
      }
    }
    if (!band.papers.empty() || !band.brief.empty()) content.bands.push_back(std::move(band));
  }
  return content;
}

std::string mail_subject(const PageContext& context, std::size_t digest) {
  const Digest& day = context.library.digests()[digest];
  const theme::Words& words = context.words;
  std::string what;
  const std::vector<Appearance> papers = papers_by_band(context, digest);
  if (day.status == DayStatus::Failed) {
    what = words("mail.failed");
  } else if (papers.empty()) {
    what = words("mail.empty");
  } else {
    what = text::shorten(context.texts.of(papers.front()).title_plain, kTitleInSubject);
    const auto more = std::ssize(papers) - 1;
    if (more > 0) what = words.count("mail.and_more", more, {{"title", what}});
  }
  return words.fill("mail.subject", {{"site", context.config.site.title},
                                     {"date", words.date(day.date, theme::DateStyle::DayMonth)},
                                     {"what", what}});
}

MailIssue day_issue(const PageContext& context, std::size_t digest) {
  const Day day = context.library.digests()[digest].date;
  MailContent content = mail_content(context, digest);
  return {.subject = mail_subject(context, digest),
          .date = context.words.date(day, theme::DateStyle::Long),
          .url = context.url(Routes::day(day)),
          .summary = day_summary(context, digest),
          .notice = day_notice(context, digest),
          .editorial = day_editorial(context, digest),
          .bands = std::move(content.bands),
          .more = content.more > 0 ? context.words.count("mail.more", content.more) : ""};
}

std::string mail_paper_url(const PageContext& context, const Appearance& at) {
  return context.url(Routes::day(context.day_of(at))) + "#" + anchor_of(context.entry(at).id);
}

std::string mail_excerpt(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  if (is_author_match(entry) || entry.comment.empty()) {
    return text::shorten(text::collapse_space(tex::tex_to_plain(entry.abstract)), kExcerpt);
  }
  if (context.texts.of(at).comment.text.size() <= kLongestComment) return "";
  return text::shorten(text::collapse_space(tex::tex_to_plain(entry.comment)), kExcerpt);
}

}  // namespace broadsheet::render

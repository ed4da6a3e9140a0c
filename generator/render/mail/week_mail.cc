// What a mail has of a week.
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "render/mail/mail_content.h"
#include "render/pages/period_parts.h"
#include "render/pages/week_feed.h"
#include "render/parts/calendar_view.h"
#include "render/parts/paper_parts.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

constexpr BestLimits kInFull = {.most = 12, .per_topic = 4};
constexpr std::size_t kInBriefOfDay = 6;
constexpr std::size_t kTitleInSubject = 100;

std::string subject(const PageContext& context, const LibraryWeek& week,
                    const std::vector<Appearance>& best, std::int64_t papers) {
  const theme::Words& words = context.words;
  std::string what = words("mail.empty");
  if (!best.empty()) {
    what = text::shorten(context.texts.of(best.front()).title_plain, kTitleInSubject);
    if (papers > 1) what = words.count("mail.and_more", papers - 1, {{"title", what}});
  }
  const std::string number = std::to_string(week.week.number());
  return words.fill("mail.subject", {{"site", context.config.site.title},
                                     {"date", words.fill("week.name", {{"n", number}})},
                                     {"what", what}});
}

std::string page_of(const PageContext& context, const LibraryWeek& week) {
  if (find_week(context.weeks, week.week) != nullptr) {
    return context.url(Routes::week(week.week));
  }
  const Day last = context.library.digests()[week.end - 1].date;
  return context.url(Routes::month(last.month()));
}

}  // namespace

MailIssue week_issue(const PageContext& context, const LibraryWeek& week) {
  const theme::Words& words = context.words;
  const Period period =
      period_of(context, week.week.first(), week.week.last(), week_title(words, week.week));
  const std::vector<Appearance> firsts = first_appearances(context.library, week.begin, week.end);
  const std::vector<Appearance> best = best_of(context, firsts, kInFull);
  const auto papers = std::ssize(period.papers);
  MailIssue issue{
      .subject = subject(context, week, best, papers),
      .date = period.name + words("list.comma") + week_dates(words, week.week),
      .url = page_of(context, week),
      .summary = period_note(context, period, std::pair(week.week.first(), week.week.last())),
      .editorial = period_editorial(context, week.begin, week.end, &Digest::week_editorial)};
  std::set<PaperId> shown;
  for (const Appearance& at : best) shown.insert(context.entry(at).id);
  if (!best.empty()) {
    const bool scored = has_scored_paper(context, firsts);
    issue.bands.push_back({.label = words(scored ? "period.best" : "period.first"),
                           .note = {},
                           .papers = best,
                           .brief = {}});
  }
  for (std::size_t d = week.begin; d < week.end; ++d) {
    const Digest& digest = context.library.digests()[d];
    MailBand band{.label = words.date(digest.date, theme::DateStyle::Issue),
                  .note = day_label(context, digest)};
    for (const Appearance& at : papers_by_band(context, d)) {
      if (band.brief.size() == kInBriefOfDay) break;
      if (shown.insert(context.entry(at).id).second) band.brief.push_back(at);
    }
    issue.bands.push_back(std::move(band));
  }
  const std::int64_t more = papers - std::ssize(shown);
  if (more > 0) issue.more = words.count("mail.more_of_week", more);
  return issue;
}

}  // namespace broadsheet::render

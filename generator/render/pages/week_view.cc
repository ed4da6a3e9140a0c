// The page of a week: its issues, its best papers, its topics.
#include "render/pages/period_parts.h"
#include "render/pages/views.h"
#include "render/pages/week_feed.h"
#include "render/parts/calendar_view.h"
#include "render/parts/editorial.h"
#include "render/parts/score_map.h"

namespace broadsheet::render {
namespace {

constexpr double kFullDot = 80;  // papers of a day, as in calendars

std::vector<theme::View> day_views(const PageContext& context, const LibraryWeek& week) {
  std::vector<theme::View> views;
  for (std::size_t d = week.begin; d < week.end; ++d) {
    const Digest& digest = context.library.digests()[d];
    const auto count = std::ssize(digest.papers);
    theme::View& view = views.emplace_back();
    view.text("label", context.words.date(digest.date, theme::DateStyle::Short));
    view.text("url", context.url(Routes::day(digest.date)));
    view.text("count", count > 0 ? context.words.number(count) : "");
    view.text("unit", context.words.count("calendar.papers", count));
    view.text("state", day_label(context, digest));
    view.text("class", count > 0 ? "dot " + dot_class(static_cast<double>(count), kFullDot) : "");
  }
  return views;
}

theme::View pager(const PageContext& context, const LibraryWeek& week) {
  const LibraryWeek* here = find_week(context.weeks, week.week);
  theme::View view;
  if (here == context.weeks.data()) {
    view.no_part("previous");
  } else {
    view.part("previous", week_link(context, (here - 1)->week));
  }
  if (here == &context.weeks.back()) {
    view.no_part("next");
  } else {
    view.part("next", week_link(context, (here + 1)->week));
  }
  const Month month = context.library.digests()[week.end - 1].date.month();
  view.part("up", link_view(context.words.month(month), context.url(Routes::month(month))));
  return view;
}

}  // namespace

std::string week_dates(const theme::Words& words, Week week) {
  return words.fill("week.dates", {{"from", words.date(week.first(), theme::DateStyle::DayMonth)},
                                   {"to", words.date(week.last(), theme::DateStyle::Full)}});
}

std::string week_title(const theme::Words& words, Week week) {
  return words.fill("week.title",
                    {{"n", std::to_string(week.number())}, {"year", std::to_string(week.year())}});
}

theme::View week_view(PageContext& context, const LibraryWeek& week) {
  const theme::Words& words = context.words;
  const Period period =
      period_of(context, week.week.first(), week.week.last(), week_title(words, week.week));
  const std::string note =
      period_note(context, period, std::pair(week.week.first(), week.week.last()));
  const FeedFiles feed = week_feed_files();
  PageHead head;
  head.heading = words.fill("week.name", {{"n", std::to_string(week.week.number())}});
  head.title = period.name;
  head.description = period.name + ": " + note;
  head.route = Routes::week(week.week);
  head.month = context.library.digests()[week.end - 1].date.month();
  head.sample = shows_sample(context, period);
  head.alternates.push_back({"application/atom+xml", words("week.feed"), feed.atom});
  const std::vector<Appearance> firsts =
      first_appearances(context.library, period.begin, period.end);
  const std::vector<Appearance> ranked =
      best_of(context, firsts, {.most = firsts.size(), .per_topic = firsts.size()});

  theme::View view = page_view(context, head);
  view.flag("scored", has_scored_paper(context, period.papers));
  view.part("pager", pager(context, week));
  view.text("dates", week_dates(words, week.week)).text("note", note);
  set_period_notice(view, context, period);
  set_editorial(view, period_editorial(context, week.begin, week.end, &Digest::week_editorial));
  view.text("feed_url", context.url(feed.atom));
  view.list("days", day_views(context, week));
  view.list("topics", topic_shares(context, period, ranked));
  set_best(view, context, firsts, kBestOfWeek);
  return view;
}

}  // namespace broadsheet::render

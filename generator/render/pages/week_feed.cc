#include "render/pages/week_feed.h"

#include <algorithm>
#include <span>

#include "render/files/feed_builder.h"
#include "render/parts/calendar_view.h"
#include "text/escape.h"

namespace broadsheet::render {
namespace {

std::string issues(const PageContext& context, const Routes& routes, const LibraryWeek& week) {
  std::string out = "<ul>";
  for (std::size_t d = week.begin; d < week.end; ++d) {
    const Digest& digest = context.library.digests()[d];
    out += "<li><a href=\"" + text::escape_html(routes.absolute(Routes::day(digest.date))) + "\">" +
           text::escape_html(context.words.date(digest.date, theme::DateStyle::Long)) +
           "</a>: " + text::escape_html(day_label(context, digest)) + "</li>";
  }
  return out + "</ul>";
}

FeedEntry entry(const PageContext& context, const Routes& routes, const FeedBuilder& builder,
                const LibraryWeek& week) {
  const std::vector<Appearance> papers = distinct_papers(context.library, week.begin, week.end);
  const std::vector<Appearance> best =
      best_of(context, first_appearances(context.library, week.begin, week.end), kBestOfWeek);
  std::vector<const Entry*> shown;
  for (const Appearance& at : best) shown.push_back(&context.entry(at));
  // The day on which the week was over: no later build changes it.
  const std::string time = week.week.last().str() + "T00:00:00Z";
  return {.id = tag_uri(routes, week.week.last().str(), Routes::week(week.week)),
          .url = routes.absolute(Routes::week(week.week)),
          .title = week_title(context.words, week.week) + ": " +
                   context.words.count("papers", std::ssize(papers)),
          .authors = {},
          .topics = {},
          .html = builder.paper_list(shown) + issues(context, routes, week),
          .published = time,
          .updated = time};
}

}  // namespace

FeedFiles week_feed_files() { return {Routes::file("weeks.xml"), Routes::file("weeks.json")}; }

void write_week_feeds(const PageContext& context, OutputSink& sink) {
  const FeedBuilder builder(context.input);
  const Routes routes(context.config.site.base_url);
  const FeedFiles files = week_feed_files();
  const std::span<const LibraryWeek> weeks = context.weeks;
  const Route page = weeks.empty() ? Routes::months() : Routes::week(weeks.back().week);
  Feed feed = builder.empty_feed(files.atom, files.json, context.words("week.weeks"), "", page);
  const auto most = static_cast<std::size_t>(std::max(1, context.config.feeds.days));
  for (std::size_t w = weeks.size(); w > 0 && feed.entries.size() < most; --w) {
    if (!is_over(weeks[w - 1], context.library, context.config.holidays)) continue;
    feed.entries.push_back(entry(context, routes, builder, weeks[w - 1]));
  }
  sink.write(files.atom.path, atom(feed));
  sink.write(files.json.path, json_feed(feed));
}

}  // namespace broadsheet::render

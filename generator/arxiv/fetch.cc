// Today's announcement. Past days: fetch_past.cc.
#include "arxiv/fetch.h"

#include <algorithm>
#include <array>
#include <map>

#include "arxiv/feeds.h"
#include "arxiv/fetch_parts.h"
#include "arxiv/inbox.h"
#include "arxiv/query.h"
#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::arxiv {
namespace {

// A feed further ahead of this machine's date, or further behind it, shows that one of them is
// wrong.
constexpr int kMostDaysAhead = 2;
constexpr int kDoubtfulDaysBehind = 30;

// 0 says most.
int rank_of_type(std::string_view type) {
  static constexpr std::array<std::string_view, 4> kTypes = {"new", "cross", "replace",
                                                             "replace-cross"};
  return static_cast<int>(std::find(kTypes.begin(), kTypes.end(), type) - kTypes.begin());
}

Feed whole_feed(Arxiv& arxiv, const config::FetchConfig& config) {
  Feed feed = arxiv.get(rss_url(config.rss_url, config.categories), read_rss);
  const auto items = [](const Feed& f) { return f.papers.size() + f.unreadable.size(); };
  if (items(feed) < kFeedLimit) return feed;
  if (config.categories.size() == 1) {
    say("warning: the feed of " + config.categories[0] +
        " has 2,000 items, where arXiv cuts it; papers may be missing");
    return feed;
  }
  say("the feed has 2,000 items, where arXiv cuts it; asking for each category");
  Feed together{.title = feed.title, .date = feed.date};
  for (const std::string& category : config.categories) {
    const Feed part = arxiv.get(rss_url(config.rss_url, std::array{category}), read_rss);
    if (part.date != feed.date) {
      throw Error(ErrorKind::Network, {.path = config.rss_url},
                  "the feeds changed from " + feed.date.str() + " to " + part.date.str() +
                      " meanwhile; try again");
    }
    if (items(part) >= kFeedLimit) {
      say("warning: the feed of " + category + " alone has 2,000 items; papers may be missing");
    }
    together.papers.insert(together.papers.end(), part.papers.begin(), part.papers.end());
    together.unreadable.insert(together.unreadable.end(), part.unreadable.begin(),
                               part.unreadable.end());
  }
  return together;
}

// The day is the feed's own, so a wrong date would put papers on a day that never was.
void check_date(const Feed& feed, Day today, const std::string& url) {
  const auto ahead = (feed.date.days() - today.days()).count();
  const std::string both =
      "the feed is dated " + feed.date.str() + " and this machine's clock says " + today.str();
  if (ahead > kMostDaysAhead) {
    throw Error(ErrorKind::Network, {.path = net::printable_url(url)},
                both + "; one of them is wrong");
  }
  if (-ahead > kDoubtfulDaysBehind) say("warning: " + both + "; is the clock right?");
}

FetchResult result_of_feed(const fs::path& root, const config::FetchConfig& config,
                           std::span<const std::string> holidays, bool again, Feed feed, Day today,
                           const std::string& at) {
  using What = DayRecord::What;
  const bool empty = feed.papers.empty() && feed.unreadable.empty();
  const bool working = kind_of(today, holidays) == DayKind::Working;
  if (empty && (feed.date >= today || !working)) {
    const std::string why = why_nothing(today, holidays);
    record_day(root, today, {.what = What::Nothing, .why = why, .at = at});
    return {.what = FetchResult::What::Nothing, .date = today, .why = why};
  }
  const auto there = empty ? std::nullopt : read_inbox(root, feed.date);
  const bool known = there && there->source == InboxSource::Feed && !again;
  if (feed.date < today && (empty || known)) {
    const std::string why = working ? "feed of " + feed.date.str() : why_nothing(today, holidays);
    record_day(root, today, {.what = working ? What::Stale : What::Nothing, .why = why, .at = at});
    return {.what = working ? FetchResult::What::Stale : FetchResult::What::Nothing,
            .date = today,
            .why = why};
  }
  if (known) return {.what = FetchResult::What::AlreadyThere, .date = feed.date};

  Announcement announcement{.date = feed.date,
                            .source = InboxSource::Feed,
                            .fetched = at,
                            .categories = config.categories};
  announcement.papers = merge_repeats(std::move(feed.papers));
  announcement.unreadable = std::move(feed.unreadable);
  SeenList seen = SeenList::load(root);
  const FetchResult result = take_in(root, config, std::move(announcement), seen);
  if (feed.date < today) {
    const std::string why = working ? "feed of " + feed.date.str() : why_nothing(today, holidays);
    record_day(root, today, {.what = working ? What::Stale : What::Nothing, .why = why, .at = at});
  }
  return result;
}

}  // namespace

std::vector<Announced> merge_repeats(std::vector<Announced> papers) {
  std::vector<Announced> merged;
  std::map<ArxivId, std::size_t> places;
  for (Announced& paper : papers) {
    const auto [place, is_new] = places.emplace(paper.id, merged.size());
    if (is_new) {
      merged.push_back(std::move(paper));
      continue;
    }
    Announced& first = merged[place->second];
    for (std::string& category : paper.categories) {
      auto& all = first.categories;
      if (std::find(all.begin(), all.end(), category) == all.end()) all.push_back(category);
    }
    if (rank_of_type(paper.announce_type) < rank_of_type(first.announce_type)) {
      first.announce_type = paper.announce_type;
    }
    const bool newer = paper.version > first.version;
    if (!paper.title.empty() && (newer || first.title.empty())) first.title = paper.title;
    if (!paper.abstract.empty() && (newer || first.abstract.empty()))
      first.abstract = paper.abstract;
    if (!paper.authors.empty() && (newer || first.authors.empty())) first.authors = paper.authors;
    if (newer) first.version = paper.version;
  }
  return merged;
}

void mark_skipped(std::vector<Announced>& papers, const config::FetchConfig& config) {
  for (Announced& paper : papers) {
    const auto& types = config.announce_types;
    paper.skipped.clear();
    // An item that does not say its type is kept: better one too many than one lost.
    if (!paper.announce_type.empty() &&
        std::find(types.begin(), types.end(), paper.announce_type) == types.end()) {
      paper.skipped = "type " + paper.announce_type;
    } else if (config.primary_only && !paper.categories.empty() &&
               !belongs_to(paper.categories.front(), config.categories)) {
      paper.skipped = "primary category " + paper.categories.front();
    }
  }
}

FetchResult fetch_today(const fs::path& root, const config::FetchConfig& config,
                        std::span<const std::string> holidays, bool again,
                        const net::Surroundings& world) {
  if (config.categories.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"}, "fetch.categories is empty");
  }
  const Day today = new_york_day(world.clock());
  const std::string at = utc_text(world.clock());
  Arxiv arxiv(root, config, world);
  try {
    Feed feed = whole_feed(arxiv, config);
    check_date(feed, today, config.rss_url);
    return result_of_feed(root, config, holidays, again, std::move(feed), today, at);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Network) {
      record_day(root, today, {.what = DayRecord::What::Outage, .why = error.what(), .at = at});
    }
    throw;
  }
}

}  // namespace broadsheet::arxiv

// Today's announcement. Past days: fetch_past.cc.
#include "arxiv/fetch.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "arxiv/day_records.h"
#include "arxiv/feeds.h"
#include "arxiv/fetch_parts.h"
#include "arxiv/inbox.h"
#include "arxiv/query.h"
#include "arxiv/schedule.h"
#include "arxiv/seen_list.h"
#include "base/error.h"
#include "base/log.h"
#include "model/utc_text.h"

namespace broadsheet::arxiv {
namespace {

// A feed further ahead of this machine's date, or further back: one of them is wrong.
constexpr int kMostDaysAhead = 2;
constexpr int kDoubtfulDaysBehind = 30;

// 0 is the type that counts if a paper has several.
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
    warn("warning: the feed of " + config.categories[0] +
         " has 2,000 items, where arXiv cuts it; papers may be missing");
    return feed;
  }
  say("the feed has 2,000 items, where arXiv cuts it; requesting each category");
  Feed together{.title = feed.title, .date = feed.date};
  for (const std::string& category : config.categories) {
    const Feed part = arxiv.get(rss_url(config.rss_url, std::array{category}), read_rss);
    if (part.date != feed.date) {
      throw Error(ErrorKind::Network, {.path = config.rss_url},
                  "the feeds changed from " + feed.date.str() + " to " + part.date.str() +
                      " meanwhile; try again");
    }
    if (items(part) >= kFeedLimit) {
      warn("warning: the feed of " + category + " alone has 2,000 items; papers may be missing");
    }
    together.papers.insert(together.papers.end(), part.papers.begin(), part.papers.end());
    together.unreadable.insert(together.unreadable.end(), part.unreadable.begin(),
                               part.unreadable.end());
  }
  return together;
}

// The day is the feed's own, so a wrong date would create a day that never was.
void check_date(const Feed& feed, Day today, const std::string& url) {
  const auto ahead = (feed.date.days() - today.days()).count();
  const std::string both =
      "the feed is dated " + feed.date.str() + " and this machine's clock says " + today.str();
  if (ahead > kMostDaysAhead) {
    throw Error(ErrorKind::Network, {.path = net::printable_url(url)},
                both + "; one of them is wrong");
  }
  if (-ahead > kDoubtfulDaysBehind) warn("warning: " + both + "; is the clock right?");
}

// Whether the announcement of a later day cannot hold this item too: nothing about it differs.
bool is_same_item(const Announced& a, const Announced& b) {
  return a.id == b.id && a.version == b.version && a.announce_type == b.announce_type &&
         a.categories == b.categories && a.abstract == b.abstract;
}

// Items of earlier days under the date of this feed.
struct StaleItems {
  std::size_t count = 0;
  std::string text{};  // for messages; empty if there is none
};

// An item is stale if the last day that announced its paper has the same item. Only a paper that
// was announced in this version and with this abstract makes an inbox file be read.
StaleItems remove_stale(const fs::path& root, const SeenList& seen, Feed& feed) {
  std::map<Day, std::optional<Announcement>> inbox;
  std::set<Day> days;
  const auto is_stale = [&](const Announced& paper) {
    const std::optional<Seen> before = seen.before(feed.date, paper.id, paper.abstract);
    if (!before || before->abstract_changed || before->version != paper.version) return false;
    const auto [at, unread] = inbox.try_emplace(before->day);
    if (unread) at->second = read_inbox(root, before->day);
    if (!at->second) return false;
    const std::vector<Announced>& old = at->second->papers;
    if (std::none_of(old.begin(), old.end(),
                     [&](const Announced& other) { return is_same_item(other, paper); })) {
      return false;
    }
    days.insert(before->day);
    return true;
  };
  const std::size_t all = feed.papers.size();
  std::erase_if(feed.papers, is_stale);
  const std::size_t count = all - feed.papers.size();
  if (count == 0) return {};
  return {count, std::to_string(count) + " of " + std::to_string(all) + " items of the feed of " +
                     feed.date.str() + " are those of " +
                     (days.size() == 1 ? days.begin()->str() : "earlier days")};
}

// Why a feed of which no paper is new is not that of its day: "none of 6 items ... is new"; or
// empty. Earlier days announced each of them in this version.
std::string none_new(const SeenList& seen, const Feed& feed) {
  const bool has_new =
      std::any_of(feed.papers.begin(), feed.papers.end(), [&](const Announced& paper) {
        const std::optional<Seen> before = seen.before(feed.date, paper.id, paper.abstract);
        if (!before || before->abstract_changed) return true;
        return before->version > 0 && paper.version > 0 && before->version != paper.version;
      });
  if (feed.papers.size() < 3 || has_new) return {};
  return "none of " + std::to_string(feed.papers.size()) + " items of the feed of " +
         feed.date.str() + " is new";
}

// What the feed adds to the inbox.
FetchResult store_feed(const fs::path& root, const config::FetchConfig& config, bool again,
                       Feed feed, const std::string& at) {
  feed.papers = merge_repeats(std::move(feed.papers));
  SeenList seen = SeenList::load(root);
  const std::string old = none_new(seen, feed);
  const StaleItems stale = remove_stale(root, seen, feed);
  auto there = read_inbox(root, feed.date);
  if (there && there->source == InboxSource::Feed && !again) {
    for (std::string& title : feed.unreadable) {
      auto& all = there->unreadable;
      if (std::find(all.begin(), all.end(), title) == all.end()) all.push_back(std::move(title));
    }
    return add_papers(root, config, std::move(*there), std::move(feed.papers), seen, at,
                      stale.text);
  }
  if (const std::string& why = stale.count > feed.papers.size() ? stale.text : old; !why.empty()) {
    record_day(root, feed.date, {.what = DayRecord::What::Stale, .why = why, .at = at});
    return {.what = FetchResult::What::Stale, .date = feed.date, .why = why};
  }
  if (stale.count > 0) warn("warning: " + stale.text + "; the day may lack papers");
  return store_day(root, config,
                   {.date = feed.date,
                    .source = InboxSource::Feed,
                    .fetched = at,
                    .categories = config.categories,
                    .papers = std::move(feed.papers),
                    .unreadable = std::move(feed.unreadable)},
                   seen, stale.text);
}

FetchResult result_of_feed(const fs::path& root, const config::FetchConfig& config,
                           std::span<const std::string> holidays, bool again, Feed feed, Day today,
                           const std::string& at) {
  using What = FetchResult::What;
  const bool empty = feed.papers.empty() && feed.unreadable.empty();
  const bool working = kind_of(today, holidays) == DayKind::Working;
  const bool late = feed.date < today;
  const auto without_feed_of_today = [&] {
    FetchResult result{.what = working && late ? What::Stale : What::Nothing, .date = today};
    result.why = result.what == What::Stale ? "feed of " + feed.date.str()
                                            : reason_for_nothing(today, holidays);
    record_day(
        root, today,
        {.what = result.what == What::Stale ? DayRecord::What::Stale : DayRecord::What::Nothing,
         .why = result.why,
         .at = at});
    return result;
  };
  if (empty) return without_feed_of_today();
  FetchResult result = store_feed(root, config, again, std::move(feed), at);
  if (!late) {
    return result.what == What::Stale && !working ? without_feed_of_today() : result;
  }
  FetchResult of_today = without_feed_of_today();
  return result.what == What::AlreadyThere ? of_today : result;
}

}  // namespace

std::vector<Announced> merge_repeats(std::vector<Announced> papers) {
  std::vector<Announced> merged;
  std::map<PaperId, std::size_t> places;
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
    // An item without a type is kept: better one too many than one lost.
    if (!paper.announce_type.empty() &&
        std::find(types.begin(), types.end(), paper.announce_type) == types.end()) {
      paper.skipped = "type " + paper.announce_type;
    } else if (config.primary_only && paper.id.is_arxiv() && !paper.categories.empty() &&
               !belongs_to(paper.categories.front(), config.categories)) {
      paper.skipped = "primary category " + paper.categories.front();
    }
  }
}

FetchResult fetch_today(const fs::path& root, const config::FetchConfig& config,
                        std::span<const std::string> holidays, bool again,
                        const net::Environment& environment) {
  if (config.categories.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"}, "fetch.categories is empty");
  }
  const Day today = new_york_day(environment.clock());
  const std::string at = utc_text(environment.clock());
  Arxiv arxiv(root, config, environment);
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

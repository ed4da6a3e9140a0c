#include "arxiv/fetch.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "arxiv/feeds.h"
#include "arxiv/inbox.h"
#include "arxiv/query.h"
#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/log.h"
#include "net/curl_transport.h"
#include "net/pace.h"

namespace broadsheet::arxiv {
namespace {

using Json = nlohmann::ordered_json;

// A paper whose first version is at most so many days older than the change was new then.
constexpr int kNewDays = 6;
// A feed further ahead of this machine's date, or further behind it, shows that one of them is wrong.
constexpr int kMostDaysAhead = 2;
constexpr int kDoubtfulDaysBehind = 30;

// 0 says most.
int rank_of_type(std::string_view type) {
  static constexpr std::array<std::string_view, 4> kTypes = {"new", "cross", "replace",
                                                             "replace-cross"};
  return static_cast<int>(std::find(kTypes.begin(), kTypes.end(), type) - kTypes.begin());
}

// Speaks to arXiv: one request at a time, three seconds apart.
class Arxiv {
 public:
  Arxiv(const fs::path& root, const FetchConfig& config, const net::Surroundings& world)
      : config_(config),
        sender_(world, config.pause_seconds, {.retries = config.retries},
                [](const std::string& news) { say("arXiv: " + news); }) {
    // The pause holds also between two lists, and between two runs.
    sender_.continue_from(read_asked(root),
                          [root](auto moment) { write_asked(root, moment); });
  }

  // Gives what `read` makes of the answer; an answer that it cannot read is asked for again.
  template <typename Read>
  auto get(const std::string& url, const Read& read) -> decltype(read(std::string(), url)) {
    const std::string name = net::printable_url(url);
    const net::Reply reply = sender_.send(
        {.url = url,
         .headers = {{"User-Agent", net::user_agent(BROADSHEET_VERSION, config_.contact)}},
         .timeout_seconds = config_.timeout_seconds},
        [&](const net::Reply& candidate) {
          try {
            read(candidate.body, name);
            return false;
          } catch (const Error& error) {
            return error.kind() == ErrorKind::Network;
          }
        });
    if (reply.ok()) return read(reply.body, name);
    // An error status may carry arXiv's own sentence.
    if (reply.trouble == net::Trouble::None && reply.status == 400) read(reply.body, name);
    throw Error(ErrorKind::Network, {.path = name}, "arXiv gave no answer: " + reply.summary());
  }

 private:
  const FetchConfig& config_;
  net::PacedSender sender_;
};

Feed whole_feed(Arxiv& arxiv, const FetchConfig& config) {
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

// Marks, and writes the list of what was seen, the record of the day and, last, the inbox file: as long as that is
// missing, the day is fetched again.
FetchResult take_in(const fs::path& root, const FetchConfig& config, Announcement announcement,
                    SeenList& seen) {
  mark_skipped(announcement.papers, config);
  FetchResult result{.what = FetchResult::What::New, .date = announcement.date};
  for (Announced& paper : announcement.papers) {
    paper.seen = seen.before(announcement.date, paper.id, paper.abstract);
    ++result.announced;
    if (!paper.skipped.empty()) continue;
    ++result.kept;
    if (paper.seen && !paper.seen->abstract_changed) ++result.repeats;
  }
  seen.put(announcement);
  seen.save(root);
  record_day(root, announcement.date,
             {.what = DayRecord::What::Announced, .why = {}, .at = announcement.fetched});
  FileBatch inbox;
  inbox.add_if_changed(inbox_path(root, announcement.date), to_json(announcement));
  inbox.commit();
  return result;
}

std::string why_nothing(Day day, std::span<const std::string> holidays) {
  switch (kind_of(day, holidays)) {
    case DayKind::Weekend:
      return "weekend";
    case DayKind::Holiday:
      return "holiday";
    default:
      return "arXiv announced nothing";
  }
}

// The day is the feed's own, so a wrong date would put papers on a day that never was.
void check_date(const Feed& feed, Day today, const std::string& url) {
  const auto ahead = (feed.date.days() - today.days()).count();
  const std::string both = "the feed is dated " + feed.date.str() +
                           " and this machine's clock says " + today.str();
  if (ahead > kMostDaysAhead) {
    throw Error(ErrorKind::Network, {.path = net::printable_url(url)},
                both + "; one of them is wrong");
  }
  if (-ahead > kDoubtfulDaysBehind) say("warning: " + both + "; is the clock right?");
}

FetchResult result_of_feed(const fs::path& root, const FetchConfig& config,
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

  Announcement announcement{.date = feed.date, .source = InboxSource::Feed, .fetched = at,
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

// ---- past days ----

Json json_of(const Record& record) {
  const Announcement one{.date = record.datestamp, .papers = {record.paper}};
  return {{"paper", Json::parse(to_json(one))["papers"][0]},
          {"first", record.first.str()},
          {"last", record.last.str()},
          {"datestamp", record.datestamp.str()},
          {"deleted", record.deleted}};
}

Record record_of(const Json& json) {
  const Json inbox = {{"format", 1},
                      {"date", json.at("datestamp")},
                      {"source", "change"},
                      {"categories", Json::array()},
                      {"papers", {json.at("paper")}}};
  const Announcement one = parse_announcement(inbox.dump(), "fetching.json");
  const auto day = [&](const char* key) { return Day::parse(json.at(key).get<std::string>()).value(); };
  return {.paper = one.papers.at(0),
          .first = day("first"),
          .last = day("last"),
          .datestamp = day("datestamp"),
          .deleted = json.at("deleted").get<bool>()};
}

// What was read of a long answer, so that a cut run goes on there.
struct Resume {
  std::string key;           // the whole request in words
  std::size_t category = 0;  // OAI-PMH: which list is being read
  std::string token{};       // OAI-PMH: of the next page; empty: its first
  std::int64_t start = 0;    // query API
  std::vector<Record> records{};
};

Resume read_resume(const fs::path& root, const std::string& key) {
  const Resume anew{.key = key};
  const auto bytes = read_file_if_exists(resume_path(root));
  if (!bytes) return anew;
  try {
    const Json json = Json::parse(*bytes);
    if (json.at("key") != key) return anew;
    Resume resume{.key = key,
                  .category = json.at("category").get<std::size_t>(),
                  .token = json.at("token").get<std::string>(),
                  .start = json.at("start").get<std::int64_t>()};
    for (const Json& record : json.at("records")) resume.records.push_back(record_of(record));
    say("going on behind " + grouped(static_cast<std::int64_t>(resume.records.size())) +
        " records that are here already");
    return resume;
  } catch (const std::exception&) {
    return anew;  // damaged: only a little time is lost
  }
}

void write_resume(const fs::path& root, const Resume& resume) {
  Json records = Json::array();
  for (const Record& record : resume.records) records.push_back(json_of(record));
  const Json json = {{"key", resume.key},
                     {"category", resume.category},
                     {"token", resume.token},
                     {"start", resume.start},
                     {"records", std::move(records)}};
  write_file_atomically(resume_path(root),
                        json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void read_changes(const fs::path& root, const FetchConfig& config, Day from, Day to, Arxiv& arxiv,
                  Resume& resume) {
  Progress progress("reading records", 0);
  while (resume.category < config.categories.size()) {
    const std::string url =
        resume.token.empty()
            ? oai_url(config.oai_url, config.categories[resume.category], from, to)
            : oai_next_url(config.oai_url, resume.token);
    OaiPage page = arxiv.get(url, read_oai);
    if (page.error == "badResumptionToken" && !resume.token.empty()) {
      resume.token.clear();  // tokens live a day; repeats are merged at the end
      continue;
    }
    if (!page.error.empty() && page.error != "noRecordsMatch") {
      throw Error(ErrorKind::Network, {.path = net::printable_url(url)},
                  "arXiv refuses the request: " + page.error);
    }
    progress.advance(static_cast<std::int64_t>(page.records.size()));
    resume.records.insert(resume.records.end(), page.records.begin(), page.records.end());
    resume.token = page.token;
    if (page.token.empty()) ++resume.category;
    write_resume(root, resume);
  }
  progress.finish(grouped(static_cast<std::int64_t>(resume.records.size())) + " records");
}

void read_submissions(const fs::path& root, const FetchConfig& config, Day from, Day to,
                      Arxiv& arxiv, Resume& resume) {
  std::optional<Progress> progress;
  while (true) {
    const std::string url = query_url(config.api_url, config.categories, from, to, resume.start);
    const QueryPage page =
        arxiv.get(url, [&](std::string_view xml, const std::string& name) {
          QueryPage read = read_query(xml, name);
          // arXiv at times gives an empty slice in the middle; it is not the end.
          if (read.records.empty() && read.total > resume.start) {
            throw Error(ErrorKind::Network, {.path = name},
                        "an empty page in place of entries " + std::to_string(resume.start) +
                            " to " + std::to_string(read.total));
          }
          return read;
        });
    resume.start += static_cast<std::int64_t>(page.records.size());
    resume.records.insert(resume.records.end(), page.records.begin(), page.records.end());
    if (!progress) {
      // What an earlier run has read is no part of the time that is left.
      progress.emplace("reading entries", page.total - page.start);
    }
    progress->advance(static_cast<std::int64_t>(page.records.size()));
    if (resume.start >= page.total) break;
    write_resume(root, resume);
  }
  progress->finish(grouped(static_cast<std::int64_t>(resume.records.size())) + " entries");
}

// What the feed of that day would have called it, as far as the dates tell; "change" is a change of
// the record alone.
std::string likely_type(const Record& record, Day day, const FetchConfig& config) {
  const auto age = [&](Day when) { return (day.days() - when.days()).count(); };
  const bool primary = !record.paper.categories.empty() &&
                       belongs_to(record.paper.categories.front(), config.categories);
  if (record.paper.version <= 1) {
    if (age(record.first) > kNewDays) return "change";
    return primary ? "new" : "cross";
  }
  if (age(record.last) > kNewDays) return "change";
  return primary ? "replace" : "replace-cross";
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
    if (!paper.abstract.empty() && (newer || first.abstract.empty())) first.abstract = paper.abstract;
    if (!paper.authors.empty() && (newer || first.authors.empty())) first.authors = paper.authors;
    if (newer) first.version = paper.version;
  }
  return merged;
}

void mark_skipped(std::vector<Announced>& papers, const FetchConfig& config) {
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

FetchResult fetch_today(const fs::path& root, const FetchConfig& config,
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

std::vector<FetchResult> fetch_past(const fs::path& root, const FetchConfig& config,
                                    std::span<const std::string> holidays, Day from, Day to,
                                    InboxSource source, bool again,
                                    const net::Surroundings& world) {
  if (config.categories.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"}, "fetch.categories is empty");
  }
  const std::string at = utc_text(world.clock());
  const bool by_change = source == InboxSource::Change;
  std::string key = by_change ? "change" : "submission";
  for (const std::string& category : config.categories) key += " " + category;
  key += " " + from.str() + " " + to.str();

  Arxiv arxiv(root, config, world);
  Resume resume = read_resume(root, key);
  if (by_change) {
    read_changes(root, config, from, to, arxiv, resume);
  } else {
    read_submissions(root, config, from, to, arxiv, resume);
  }
  std::map<Day, std::vector<Announced>> days;
  for (Record& record : resume.records) {
    const Day day = by_change ? record.datestamp : record.first;
    if (record.deleted || day < from || day > to) continue;
    if (!by_change) record.last = record.first;
    record.paper.announce_type =
        by_change ? likely_type(record, day, config)
        : belongs_to(record.paper.categories.empty() ? "" : record.paper.categories.front(),
                     config.categories)
            ? "new"
            : "cross";
    days[day].push_back(std::move(record.paper));
  }
  SeenList seen = SeenList::load(root);
  std::vector<FetchResult> results;
  for (Day day = from; day <= to; day = day.plus(1)) {
    const auto found = days.find(day);
    if (fs::exists(inbox_path(root, day)) && !again) {
      results.push_back({.what = FetchResult::What::AlreadyThere, .date = day});
    } else if (found == days.end()) {
      // On a working day the list only lacks it: papers that changed again later stand elsewhere.
      const std::string why = kind_of(day, holidays) != DayKind::Working ? why_nothing(day, holidays)
                              : by_change ? "no record that changed last on that day"
                                          : "nothing submitted on that day";
      record_day(root, day, {.what = DayRecord::What::Nothing, .why = why, .at = at});
      results.push_back({.what = FetchResult::What::Nothing, .date = day, .why = why});
    } else {
      Announcement announcement{.date = day, .source = source, .fetched = at,
                                .categories = config.categories};
      announcement.papers = merge_repeats(std::move(found->second));
      results.push_back(take_in(root, config, std::move(announcement), seen));
    }
  }
  std::error_code ignored;
  fs::remove(resume_path(root), ignored);
  return results;
}

}  // namespace broadsheet::arxiv

// fetch_past() of fetch.h: long lists, read page by page.
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>

#include "arxiv/day_records.h"
#include "arxiv/feeds.h"
#include "arxiv/fetch_parts.h"
#include "arxiv/inbox.h"
#include "arxiv/query.h"
#include "arxiv/schedule.h"
#include "arxiv/seen_list.h"
#include "base/error.h"
#include "base/log.h"
#include "json/require.h"
#include "json/writer.h"
#include "model/utc_text.h"

namespace broadsheet::arxiv {
namespace {

// A paper is new if its first version is at most so many days older than the change.
constexpr int kNewDays = 6;

json::Object object_of(const Record& record) {
  return {{"paper", to_value(record.paper)},
          {"first", record.first.str()},
          {"last", record.last.str()},
          {"datestamp", record.datestamp.str()},
          {"deleted", record.deleted}};
}

Record record_of(const json::Node& object) {
  const auto day = [&](std::string_view key) {
    return Day::parse(json::require_text(object, key)).value();
  };
  return {.paper = announced_of(json::require(object, "paper", json::Kind::Object)),
          .first = day("first"),
          .last = day("last"),
          .datestamp = day("datestamp"),
          .deleted = json::require_bool(object, "deleted")};
}

// What was read of a long list, so that an interrupted run continues there.
struct Resume {
  std::string key;           // the whole request in words
  std::size_t category = 0;  // OAI-PMH: which list is being read
  std::string token{};       // OAI-PMH: of the next page; empty: its first
  std::int64_t start = 0;    // query API
  std::vector<Record> records{};
};

Resume read_resume(const fs::path& root, const std::string& key) {
  const Resume fresh{.key = key};
  const auto bytes = read_file_if_exists(resume_path(root));
  if (!bytes) return fresh;
  try {
    const json::Document document = json::require_document(*bytes, "fetching.json");
    const json::Node state = document.root();
    if (json::require_text(state, "key") != key) return fresh;
    Resume resume{.key = key,
                  .category = static_cast<std::size_t>(json::require_integer(state, "category")),
                  .token = json::require_text(state, "token"),
                  .start = json::require_integer(state, "start")};
    for (const json::Node record : json::require(state, "records", json::Kind::List)) {
      resume.records.push_back(record_of(record));
    }
    say("continuing after " + grouped(resume.records.size()) + " records that were read before");
    return resume;
  } catch (const std::exception&) {
    return fresh;  // damaged: only time is lost
  }
}

void write_resume(const fs::path& root, const Resume& resume) {
  json::List records;
  for (const Record& record : resume.records) records.push_back(object_of(record));
  write_file_atomically(resume_path(root),
                        json::to_line(json::Object{{"key", resume.key},
                                                   {"category", resume.category},
                                                   {"token", resume.token},
                                                   {"start", resume.start},
                                                   {"records", std::move(records)}}));
}

void read_changes(const fs::path& root, const config::FetchConfig& config, Day from, Day to,
                  Arxiv& arxiv, Resume& resume) {
  Progress progress("reading records", 0);
  while (resume.category < config.categories.size()) {
    const std::string url =
        resume.token.empty() ? oai_url(config.oai_url, config.categories[resume.category], from, to)
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
  progress.finish(grouped(resume.records.size()) + " records");
}

void read_submissions(const fs::path& root, const config::FetchConfig& config, Day from, Day to,
                      Arxiv& arxiv, Resume& resume) {
  std::optional<Progress> progress;
  while (true) {
    const std::string url = query_url(config.api_url, config.categories, from, to, resume.start);
    const QueryPage page = arxiv.get(url, [&](std::string_view xml, const std::string& name) {
      QueryPage read = read_query(xml, name);
      // arXiv sometimes returns an empty slice in the middle; it is not the end.
      if (read.records.empty() && read.total > resume.start) {
        throw Error(ErrorKind::Network, {.path = name},
                    "an empty page in place of entries " + std::to_string(resume.start) + " to " +
                        std::to_string(read.total));
      }
      return read;
    });
    resume.start += static_cast<std::int64_t>(page.records.size());
    resume.records.insert(resume.records.end(), page.records.begin(), page.records.end());
    if (!progress) {
      // What an earlier run has read does not count for the remaining time.
      progress.emplace("reading entries", page.total - page.start);
    }
    progress->advance(static_cast<std::int64_t>(page.records.size()));
    if (resume.start >= page.total) break;
    write_resume(root, resume);
  }
  progress->finish(grouped(resume.records.size()) + " entries");
}

bool is_primary(const Announced& paper, const config::FetchConfig& config) {
  return !paper.categories.empty() && belongs_to(paper.categories.front(), config.categories);
}

// The announce type that the feed of that day probably had, according to the dates; "change" if
// only the record changed.
std::string likely_type(const Record& record, Day day, const config::FetchConfig& config) {
  const auto age = [&](Day when) { return (day.days() - when.days()).count(); };
  const bool primary = is_primary(record.paper, config);
  if (record.paper.version <= 1) {
    if (age(record.first) > kNewDays) return "change";
    return primary ? "new" : "cross";
  }
  if (age(record.last) > kNewDays) return "change";
  return primary ? "replace" : "replace-cross";
}

// The papers of days `from` to `to`. Those of a day without announcement, a weekend or a holiday,
// go to the next working day.
std::map<Day, std::vector<Announced>> papers_by_day(std::vector<Record> records, Day from, Day to,
                                                    bool by_change,
                                                    const config::FetchConfig& config,
                                                    std::span<const std::string> holidays) {
  std::map<Day, std::vector<Announced>> days;
  for (Record& record : records) {
    const Day day = by_change ? record.datestamp : record.first;
    if (record.deleted || day < from || day > to) continue;
    Day announced = day;
    while (announced <= to && kind_of(announced, holidays) != DayKind::Working) {
      announced = announced.plus(1);
    }
    if (announced > to) continue;
    record.paper.announce_type = by_change ? likely_type(record, day, config)
                                 : is_primary(record.paper, config) ? "new"
                                                                    : "cross";
    days[announced].push_back(std::move(record.paper));
  }
  return days;
}

// Whether the day lacks papers of arXiv.
bool is_incomplete(const config::FetchConfig& config, const Announcement& day,
                   const std::map<Day, DayRecord>& records) {
  const auto found = records.find(day.date);
  return found != records.end() && found->second.what == DayRecord::What::Incomplete &&
         !lacks_only_servers(config, day, found->second);
}

// Whether a list of a day by date of change holds an announcement. On a holiday that nobody listed
// it holds only papers whose record changed, or that were announced before in this version.
bool is_announcement(const std::vector<Announced>& papers, Day day, const SeenList& seen) {
  return std::any_of(papers.begin(), papers.end(), [&](const Announced& paper) {
    if (paper.announce_type == "change") return false;
    const auto before = seen.before(day, paper.id, paper.abstract);
    return !before || before->version != paper.version;
  });
}

}  // namespace

std::vector<FetchResult> fetch_past(const fs::path& root, const config::FetchConfig& config,
                                    std::span<const std::string> holidays, Day from, Day to,
                                    InboxSource source, bool again,
                                    const net::Environment& environment) {
  if (config.categories.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"}, "fetch.categories is empty");
  }
  const std::string at = utc_text(environment.clock());
  const bool by_change = source == InboxSource::Change;
  std::string key = by_change ? "change" : "submission";
  for (const std::string& category : config.categories) key += " " + category;
  key += " " + from.str() + " " + to.str();

  Arxiv arxiv(root, config, environment);
  Resume resume = read_resume(root, key);
  if (by_change) {
    read_changes(root, config, from, to, arxiv, resume);
  } else {
    read_submissions(root, config, from, to, arxiv, resume);
  }
  std::map<Day, std::vector<Announced>> days =
      papers_by_day(std::move(resume.records), from, to, by_change, config, holidays);
  SeenList seen = SeenList::load(root);
  const std::map<Day, DayRecord> records = read_days(root);
  std::vector<FetchResult> results;
  for (Day day = from; day <= to; day = day.plus(1)) {
    std::vector<Announced> papers = merge_repeats(std::move(days[day]));
    const auto there = again ? std::nullopt : read_inbox(root, day);
    if (there && is_incomplete(config, *there, records)) {
      // An empty list says nothing about what the feed lacked.
      if (papers.empty()) {
        results.push_back({.what = FetchResult::What::AlreadyThere, .date = day});
        continue;
      }
      results.push_back(add_papers(root, config, *there, std::move(papers), seen, at));
    } else if (there) {
      results.push_back({.what = FetchResult::What::AlreadyThere, .date = day});
    } else if (papers.empty() || (by_change && !is_announcement(papers, day, seen))) {
      // On a working day the list only lacks it: papers that changed again later are on other days.
      const std::string why = kind_of(day, holidays) != DayKind::Working
                                  ? reason_for_nothing(day, holidays)
                              : !papers.empty() ? "only records of known papers changed on that day"
                              : by_change       ? "no record that changed last on that day"
                                                : "nothing submitted on that day";
      record_day(root, day, {.what = DayRecord::What::Nothing, .why = why, .at = at});
      results.push_back({.what = FetchResult::What::Nothing, .date = day, .why = why});
    } else {
      results.push_back(store_day(root, config,
                                  {.date = day,
                                   .source = source,
                                   .fetched = at,
                                   .categories = config.categories,
                                   .papers = std::move(papers)},
                                  seen));
    }
  }
  std::error_code ignored;
  fs::remove(resume_path(root), ignored);
  return results;
}

}  // namespace broadsheet::arxiv

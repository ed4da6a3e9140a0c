#include "preprints/fetch.h"

#include <algorithm>
#include <set>
#include <utility>

#include "arxiv/day_records.h"
#include "arxiv/fetch_parts.h"
#include "arxiv/inbox.h"
#include "arxiv/schedule.h"
#include "arxiv/seen_list.h"
#include "base/error.h"
#include "base/log.h"
#include "model/utc_text.h"
#include "preprints/details.h"

namespace broadsheet::preprints {
namespace {

using arxiv::DayRecord;
using arxiv::FetchResult;
using What = FetchResult::What;

// The issue before a day is looked for so far back.
constexpr int kMostDaysBack = 14;

struct Span {
  Day from, to;
};

/// What a server posted, of the categories that config names.
struct Posted {
  std::vector<Announced> papers{};
  std::vector<std::string> unreadable{};
};

class Servers {
 public:
  Servers(const fs::path& root, const config::FetchConfig& config,
          std::span<const std::string> holidays, bool again, const net::Environment& environment)
      : root_(root),
        config_(config),
        holidays_(holidays),
        again_(again),
        environment_(environment),
        at_(utc_text(environment.clock())) {}

  /// Adds to a day what it lacks; creates its inbox file if arXiv has no part in it.
  FetchResult join(const FetchResult& first) {
    const Day day = first.date;
    arxiv::SeenList seen = arxiv::SeenList::load(root_);
    auto stored =
        again_ && config_.categories.empty() ? std::nullopt : arxiv::read_inbox(root_, day);
    Announcement issue = stored ? *std::move(stored) : Announcement{.date = day};
    const std::string incomplete = arxiv_part(day, issue);
    const Span days = posted_on(day);
    std::vector<Announced> papers;
    bool joined = false;
    for (const PreprintServer& server : preprint_servers()) {
      if (categories(server).empty() || down_.count(server.id) > 0) continue;
      Posted posted;
      try {
        posted = read(server, days);
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::Network) throw;
        trouble_ += (trouble_.empty() ? "" : "; ") + error.message();
        down_.insert(server.id);
        continue;
      }
      std::erase_if(posted.papers, [&](const Announced& paper) {
        return seen.has_other_day(day, paper.id, paper.version);
      });
      papers.insert(papers.end(), posted.papers.begin(), posted.papers.end());
      for (std::string& title : posted.unreadable) {
        if (std::find(issue.unreadable.begin(), issue.unreadable.end(), title) ==
            issue.unreadable.end()) {
          issue.unreadable.push_back(std::move(title));
        }
      }
      for (const std::string& category : categories(server)) {
        joined = note(issue, arxiv::request_name(server, category)) || joined;
      }
    }
    return store(first, std::move(issue), std::move(papers), joined, incomplete, seen);
  }

  const std::string& trouble() const { return trouble_; }

 private:
  const std::vector<std::string>& categories(const PreprintServer& server) const {
    return arxiv::categories_of(config_, server);
  }

  /// Why arXiv's part of a day is incomplete; empty if it is not.
  std::string arxiv_part(Day day, const Announcement& issue) const {
    const auto records = arxiv::read_days(root_);
    const auto record = records.find(day);
    if (record == records.end() || record->second.what != DayRecord::What::Incomplete) return {};
    std::string why = record->second.why;
    const std::string missing = arxiv::missing_servers(config_, issue);
    if (!missing.empty() && why.ends_with(missing)) why.resize(why.size() - missing.size());
    if (why.ends_with("; ")) why.resize(why.size() - 2);
    return why;
  }

  /// The days whose preprints belong to the issue of `day`: from the issue before it, and one day
  /// more, as some are listed a day late. What another issue has is left out. Without an issue
  /// before it, from the last working day.
  Span posted_on(Day day) const {
    Day working = day.plus(-1);
    while (arxiv::kind_of(working, holidays_) != arxiv::DayKind::Working) {
      working = working.plus(-1);
    }
    for (int back = 1; back <= kMostDaysBack; ++back) {
      const Day before = day.plus(-back);
      if (path_exists(arxiv::inbox_path(root_, before))) return {before.plus(-1), day.plus(-1)};
    }
    return {working, day.plus(-1)};
  }

  Posted read(const PreprintServer& server, const Span& days) {
    const std::string name(service_name(server.scheme));
    arxiv::Service service(name, config_, environment_);
    Progress progress("reading " + name, 0);
    Posted posted;
    std::int64_t cursor = 0;
    while (true) {
      const std::string url = details_url(config_.biorxiv_url, server, days.from, days.to, cursor);
      DetailsPage page = service.get(url, [&](std::string_view json, const std::string& document) {
        DetailsPage next = read_details(json, document);
        if (next.items == 0 && next.total > cursor) {
          throw Error(ErrorKind::Network, {.path = document},
                      "an empty page in place of items " + std::to_string(cursor) + " to " +
                          std::to_string(next.total));
        }
        return next;
      });
      for (Announced& paper : page.papers) {
        if (is_followed(server, paper)) posted.papers.push_back(std::move(paper));
      }
      posted.unreadable.insert(posted.unreadable.end(), page.unreadable.begin(),
                               page.unreadable.end());
      progress.advance(page.items);
      cursor += page.items;
      if (page.items == 0 || cursor >= page.total) break;
    }
    progress.finish(grouped(static_cast<std::size_t>(cursor)) + " of " + days.from.str() + " to " +
                    days.to.str());
    posted.papers = arxiv::merge_repeats(std::move(posted.papers));
    return posted;
  }

  bool is_followed(const PreprintServer& server, const Announced& paper) const {
    const std::vector<std::string>& wanted = categories(server);
    if (std::find(wanted.begin(), wanted.end(), config::kAllSubjects) != wanted.end()) return true;
    return !paper.categories.empty() &&
           std::find(wanted.begin(), wanted.end(), paper.categories.front()) != wanted.end();
  }

  /// Whether it was not there.
  static bool note(Announcement& issue, const std::string& request) {
    const auto found = std::find(issue.categories.begin(), issue.categories.end(), request);
    if (found == issue.categories.end()) issue.categories.push_back(request);
    return found == issue.categories.end();
  }

  FetchResult store(const FetchResult& first, Announcement issue, std::vector<Announced> papers,
                    bool joined, const std::string& incomplete, arxiv::SeenList& seen) {
    if (issue.papers.empty() && papers.empty()) {
      if (!trouble_.empty()) return {.what = What::Nothing, .date = first.date, .why = trouble_};
      const std::string why = "nothing posted";
      arxiv::record_day(root_, first.date,
                        {.what = DayRecord::What::Nothing, .why = why, .at = at_});
      return {.what = What::Nothing, .date = first.date, .why = why};
    }
    if (papers.empty() && !joined) return first;
    FetchResult result = arxiv::add_papers(root_, config_, std::move(issue), std::move(papers),
                                           seen, at_, incomplete, joined);
    if (first.what == What::New) result.what = What::New;
    return result;
  }

  const fs::path& root_;
  const config::FetchConfig& config_;
  std::span<const std::string> holidays_;
  const bool again_;
  const net::Environment& environment_;
  const std::string at_;
  std::set<std::string_view> down_;  ///< did not respond in this run
  std::string trouble_;
};

bool has_servers(const config::FetchConfig& config) {
  return std::any_of(
      preprint_servers().begin(), preprint_servers().end(),
      [&](const PreprintServer& one) { return !arxiv::categories_of(config, one).empty(); });
}

/// A day without a part of arXiv.
FetchResult own_day(const fs::path& root, std::span<const std::string> holidays, Day day,
                    bool again, const std::string& at) {
  if (arxiv::kind_of(day, holidays) != arxiv::DayKind::Working) {
    const std::string why = arxiv::reason_for_nothing(day, holidays);
    arxiv::record_day(root, day, {.what = DayRecord::What::Nothing, .why = why, .at = at});
    return {.what = What::Nothing, .date = day, .why = why};
  }
  const bool is_there = path_exists(arxiv::inbox_path(root, day)) && !again;
  return {.what = is_there ? What::AlreadyThere : What::New, .date = day};
}

/// Whether arXiv's part of each day is in the inbox.
bool has_arxiv_part(const fs::path& root, const config::FetchConfig& config, Day from, Day to) {
  const auto records = arxiv::read_days(root);
  for (Day day = from; day <= to; day = day.plus(1)) {
    const auto record = records.find(day);
    const auto issue = arxiv::read_inbox(root, day);
    if (record == records.end() || !issue ||
        !arxiv::lacks_only_servers(config, *issue, record->second)) {
      return false;
    }
  }
  return true;
}

}  // namespace

Fetched fetch_today(const fs::path& root, const config::FetchConfig& config,
                    std::span<const std::string> holidays, bool again,
                    const net::Environment& environment) {
  if (!has_servers(config)) {
    return {.days = {arxiv::fetch_today(root, config, holidays, again, environment)}};
  }
  const Day today = arxiv::new_york_day(environment.clock());
  const std::string at = utc_text(environment.clock());
  FetchResult day = config.categories.empty()
                        ? own_day(root, holidays, today, again, at)
                        : arxiv::fetch_today(root, config, holidays, again, environment);
  if (day.what == What::Nothing || day.what == What::Stale) return {.days = {std::move(day)}};
  Servers servers(root, config, holidays, again, environment);
  day = servers.join(day);
  if (!servers.trouble().empty() && day.what == What::Nothing) {
    arxiv::record_day(root, day.date,
                      {.what = DayRecord::What::Outage, .why = servers.trouble(), .at = at});
  }
  return {.days = {std::move(day)}, .trouble = servers.trouble()};
}

Fetched fetch_past(const fs::path& root, const config::FetchConfig& config,
                   std::span<const std::string> holidays, Day from, Day to, InboxSource source,
                   bool again, const net::Environment& environment) {
  Fetched fetched;
  const bool asks_arxiv = !config.categories.empty() && (again || !has_servers(config) ||
                                                         !has_arxiv_part(root, config, from, to));
  if (asks_arxiv) {
    fetched.days = arxiv::fetch_past(root, config, holidays, from, to, source, again, environment);
  } else {
    const std::string at = utc_text(environment.clock());
    for (Day day = from; day <= to; day = day.plus(1)) {
      fetched.days.push_back(own_day(root, holidays, day, again, at));
    }
  }
  if (!has_servers(config)) return fetched;
  Servers servers(root, config, holidays, again, environment);
  for (FetchResult& day : fetched.days) {
    if (day.what == What::Nothing || day.what == What::Stale) continue;
    if (day.what == What::AlreadyThere) {
      const auto records = arxiv::read_days(root);
      const auto record = records.find(day.date);
      if (record == records.end() || record->second.what != DayRecord::What::Incomplete) continue;
    }
    day = servers.join(day);
  }
  fetched.trouble = servers.trouble();
  return fetched;
}

}  // namespace broadsheet::preprints

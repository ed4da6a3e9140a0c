#include "app/commands/cmd_missing.h"

#include <algorithm>
#include <map>
#include <vector>

#include "app/commands/cmd_score.h"
#include "app/commands/exit_codes.h"
#include "app/curate/history.h"
#include "arxiv/day_records.h"
#include "arxiv/fetch.h"
#include "arxiv/inbox.h"
#include "arxiv/schedule.h"
#include "base/error.h"
#include "base/log.h"

namespace broadsheet::app {
namespace {

// When nothing is known of so many days, or days of the future are here, the machine's clock is the
// likelier culprit.
constexpr int kMostUnknownDays = 400;
constexpr int kMostFutureDays = 2;

struct Missing {
  Day day;
  std::string why;
  bool quiet = false;     ///< arXiv announced nothing: no digest is wanted
  bool in_inbox = false;  ///< nothing to fetch
};

std::optional<Missing> missing(const fs::path& root, const config::Config& config,
                               const History& history,
                               const std::map<Day, arxiv::DayRecord>& records, Day day) {
  Missing result{.day = day, .why = {}, .in_inbox = path_exists(arxiv::inbox_path(root, day))};
  const auto record = records.find(day);
  if (record != records.end() && record->second.what == arxiv::DayRecord::What::Incomplete) {
    result.why = "incomplete: " + record->second.why;
    result.in_inbox = false;  // the papers that it lacks are fetched
    return result;
  }
  if (const Digest* digest = history.find(day)) {
    if (digest->status == DayStatus::Complete) return std::nullopt;
    result.why = std::string(digest->status == DayStatus::Failed ? "failed" : "partial") + ": " +
                 digest->status_reason;
    return result;
  }
  if (result.in_inbox) {
    result.why = "not scored";
    return result;
  }
  const arxiv::DayKind kind = arxiv::kind_of(day, config.holidays);
  if (kind != arxiv::DayKind::Working) {
    result.why = kind == arxiv::DayKind::Weekend ? "weekend" : "holiday";
    result.quiet = true;
    return result;
  }
  if (record == records.end()) {
    result.why = "unknown: no run on that day";
    return result;
  }
  switch (record->second.what) {
    case arxiv::DayRecord::What::Nothing:
      result.why = record->second.why;
      result.quiet = true;
      break;
    case arxiv::DayRecord::What::Outage:
      result.why = "outage: " + record->second.why;
      break;
    case arxiv::DayRecord::What::Stale:
      result.why = "arXiv's feed was late: " + record->second.why;
      break;
    case arxiv::DayRecord::What::Announced:
    case arxiv::DayRecord::What::Incomplete:
      result.why = "its inbox file is lost";
      break;
  }
  return result;
}

std::vector<Missing> all_missing(const fs::path& root, const config::Config& config, Day from,
                                 Day to) {
  const History history(root, load_digests(root));
  const auto records = arxiv::read_days(root);
  std::vector<Missing> days;
  for (Day day = from; day <= to; day = day.plus(1)) {
    if (auto one = missing(root, config, history, records, day)) days.push_back(std::move(*one));
  }
  return days;
}

// Fetches days that are not in the inbox, in runs of neighbours: one list for each.
void fetch_days(const fs::path& root, const config::Config& config,
                const std::vector<Missing>& days, const net::Environment& world) {
  std::size_t at = 0;
  while (at < days.size()) {
    if (days[at].in_inbox || days[at].quiet) {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < days.size() && !days[end].in_inbox && !days[end].quiet &&
           days[end].day == days[end - 1].day.plus(1)) {
      ++end;
    }
    arxiv::fetch_past(root, config.fetch, config.holidays, days[at].day, days[end - 1].day,
                      InboxSource::Change, false, world);
    at = end;
  }
}

void check_clock(const fs::path& root, Day from, Day to) {
  Day newest = from;
  for (const Digest& digest : load_digests(root)) newest = std::max(newest, digest.date);
  for (const Day day : arxiv::inbox_days(root)) newest = std::max(newest, day);
  const auto unknown = (to.days() - newest.days()).count();
  if (unknown >= -1 - kMostFutureDays && unknown <= kMostUnknownDays) return;  // `to` is yesterday
  throw Error(ErrorKind::Usage, {},
              "the newest day here is " + newest.str() + ", this machine's clock says " +
                  to.plus(1).str() + "; if the clock is right, set the last day with --to");
}

}  // namespace

int run_missing(const fs::path& root, const config::Config& config, const MissingOptions& options,
                const net::Environment& world) {
  const Day yesterday = arxiv::new_york_day(world.clock()).plus(-1);
  const Day to = options.to ? std::min(*options.to, yesterday) : yesterday;
  std::optional<Day> from = options.from;
  if (!from) {
    for (const Digest& digest : load_digests(root)) {
      if (!from || digest.date < *from) from = digest.date;
    }
    const std::vector<Day> inbox = arxiv::inbox_days(root);
    if (!inbox.empty() && (!from || inbox.front() < *from)) from = inbox.front();
  }
  if (!from) {
    say("there is no digest yet");
    return kDone;
  }
  if (!options.to) check_clock(root, *from, to);
  std::vector<Missing> days = all_missing(root, config, *from, to);
  if (options.fill) {
    fetch_days(root, config, days, world);
    for (const Missing& one : days) {
      if (path_exists(arxiv::inbox_path(root, one.day))) {
        run_score(root, config, {.date = one.day}, world);
      }
    }
    days = all_missing(root, config, *from, to);
  }
  bool open = false;
  for (const Missing& one : days) {
    print(one.day.str() + "\t" + one.why + "\n");
    open = open || !one.quiet;
  }
  if (days.empty()) say("no day is missing");
  return open ? kPartial : kDone;
}

}  // namespace broadsheet::app

#include "app/curation/cmd_missing.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "app/commands/exit_codes.h"
#include "app/curate/day_gaps.h"
#include "app/curate/history.h"
#include "app/curation/cmd_fetch.h"
#include "app/curation/cmd_score.h"
#include "arxiv/day_records.h"
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

/// Whether a run fetched on that day, or has papers of it.
bool has_run(const fs::path& root, Day day) {
  return arxiv::read_days(root).count(day) > 0 || path_exists(arxiv::inbox_path(root, day));
}

}  // namespace

int run_missing(const fs::path& root, const config::Config& config, const MissingOptions& options,
                const net::Environment& world) {
  const Day today = arxiv::new_york_day(world.clock());
  const Day yesterday = today.plus(-1);
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
  const auto gaps = [&] {
    std::vector<DayGap> found = find_gaps(root, config, *from, to);
    // Of today only what a run found: its announcement may still come.
    if ((!options.to || *options.to >= today) && has_run(root, today)) {
      for (DayGap& one : find_gaps(root, config, today, today)) found.push_back(std::move(one));
    }
    return found;
  };
  std::vector<DayGap> days = gaps();
  if (options.fill) {
    std::vector<DayGap> past = days;
    std::erase_if(past, [&](const DayGap& one) { return one.day == today; });
    const preprints::Fetched fetched = fetch_gaps(root, config, past, world);
    for (const arxiv::FetchResult& result : fetched.days) report_fetched(result, options.results);
    for (const DayGap& one : days) {
      if (path_exists(arxiv::inbox_path(root, one.day))) {
        run_score(root, config, {.date = one.day, .results = options.results}, world);
      }
    }
    days = gaps();
    if (!fetched.trouble.empty()) warn(fetched.trouble);
  }
  bool open = false;
  for (const DayGap& one : days) {
    print_result(one.day.str() + "\t" + one.why + "\n");
    add_result(
        options.results,
        {{"kind", "missing"}, {"day", one.day.str()}, {"reason", one.why}, {"quiet", one.quiet}});
    open = open || !one.quiet;
  }
  if (days.empty()) say("no day is missing");
  return open ? kPartial : kDone;
}

}  // namespace broadsheet::app

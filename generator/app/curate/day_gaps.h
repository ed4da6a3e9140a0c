#pragma once
// Days that lack a complete digest, and fetching them.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/curate/history.h"
#include "arxiv/day_records.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"
#include "preprints/fetch.h"

namespace broadsheet::app {

struct DayGap {
  Day day;
  std::string why;           ///< "weekend", "outage: HTTP 503", "not scored"
  bool quiet = false;        ///< arXiv announced nothing: no digest is expected
  bool needs_fetch = false;  ///< the inbox lacks papers of the day, or all of them
  bool has_digest = false;
  bool is_incomplete = false;  ///< the day's feed held only a part of its papers
};

/// Days `from` to `to` without a complete digest, oldest first.
std::vector<DayGap> find_gaps(const fs::path& root, const config::Config& config, Day from, Day to);

/// What is known of days whose feed was incomplete, for messages: "incomplete: 2 of 6 items ...;
/// last completed 2026-03-04T05:45:00Z".
std::string incomplete_text(const arxiv::DayRecord& record);

/// Fetches the gaps that need it by date of change, one list for each run of neighbouring days.
/// Throws as arxiv::fetch_past.
preprints::Fetched fetch_gaps(const fs::path& root, const config::Config& config,
                              std::span<const DayGap> gaps, const net::Environment& world);

/// The gaps before today that a daily run is responsible for.
struct RecentGaps {
  std::vector<DayGap> fillable;  ///< within fetch.fill_days: no digest, or an incomplete feed
  std::vector<DayGap> older;     ///< between the last known day and those: reported only
};

/// @param today  in New York
RecentGaps find_recent_gaps(const fs::path& root, const config::Config& config, Day today);

/// "2026-03-03 (outage: HTTP 503), 2026-03-04 (unknown: no run on that day)": at most ten.
std::string gaps_text(std::span<const DayGap> gaps);

}  // namespace broadsheet::app

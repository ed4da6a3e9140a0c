#pragma once
// broadsheet missing: days without a complete digest, why, and filling them.

#include <optional>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"

namespace broadsheet::app {

struct MissingOptions {
  std::optional<Day> from;  ///< --from; else the first digest
  std::optional<Day> to;    ///< --to; else yesterday
  bool fill = false;        ///< --fill: fetch and score them
  Results results =
      nullptr;  ///< of fetching and scoring, then {kind: "missing", day, reason, quiet}
};

/// Prints one line a day: date, tab, reason (weekend, holiday, outage, incomplete, failed, partial,
/// not scored, unknown).
/// @return kDone when no day but weekends and holidays is missing (or all were filled), else
///         kPartial
int run_missing(const fs::path& root, const config::Config& config, const MissingOptions& options,
                const net::Environment& world);

}  // namespace broadsheet::app

#pragma once
// broadsheet rescore: apply changed cut-offs to the verdicts kept with each day. No network, no
// cost.

#include <optional>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"

namespace broadsheet::app {

struct RescoreOptions {
  std::optional<Day> from, to;  ///< --from, --to: inclusive
  bool dry_run = false;         ///< --dry-run: report what would change, write nothing
  Results results = nullptr;    ///< {kind: "rescore", day, papers, added, removed, not_found}
};

/// Needs the day's inbox file for papers that come in; without it they are named and left out.
/// @return kDone, or kNothingNew when nothing would change
int run_rescore(const fs::path& root, const config::Config& config, const RescoreOptions& options);

}  // namespace broadsheet::app

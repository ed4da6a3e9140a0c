#pragma once
// broadsheet fetch: announcements of arXiv, bioRxiv and medRxiv to .broadsheet/inbox/.

#include <optional>
#include <string>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"
#include "preprints/fetch.h"

namespace broadsheet::app {

/// Without any date: today's announcement from the feed. With dates: past days from OAI-PMH (by
/// date of change) or, with `by_submission`, from the query API (by date of submission).
struct FetchOptions {
  std::optional<Day> date = {};           ///< --date
  std::optional<Day> from = {}, to = {};  ///< --from, --to: inclusive; `to` defaults to yesterday
  bool by_submission = false;             ///< --by-submission
  bool again = false;                     ///< --again: also days that are in the inbox already
  Results results = nullptr;  ///< {kind: "fetch", day, outcome, announced, kept, added, reason}
};

/// @return an Outcome (app/commands/exit_codes.h)
/// Throws Error(Network) in an outage, which is then recorded, and Error(Config, Usage, Io).
int run_fetch(const fs::path& root, const config::Config& config, const FetchOptions& options,
              const net::Environment& world);

/// Prints one line for a person, "2026-02-27: 12 papers announced, ...", and adds an object.
void report_fetched(const arxiv::FetchResult& result, Results results);

/// Each day, and then throws Error(Network) if preprints are missing.
/// @return kDone if there is anything new, otherwise kNothingNew
int report_fetched(const preprints::Fetched& fetched, Results results);

}  // namespace broadsheet::app

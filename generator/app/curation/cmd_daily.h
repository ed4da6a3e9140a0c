#pragma once
// broadsheet daily: fetch, score, build and, when asked, publish; one lock, one report.

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"

namespace broadsheet::app {

struct DailyOptions {
  std::optional<config::ScoreMethod> method;  ///< --method
  std::optional<double> budget_usd;           ///< --budget
  bool publish = false;                       ///< --publish, or publish.daily of config
  Results results = nullptr;                  ///< of its steps, then {kind: "daily", summary}
};

/// The steps after scoring, handed in by the command line. A step gives an exit code, 0 when done.
struct DailySteps {
  std::function<int()> build;
  std::function<int()> publish;
  std::function<int(const std::set<Day>&)> mail{};  ///< if mail.daily of config; may be empty
  /// Sends the summary of a run of that day that failed without an issue; may be empty.
  std::function<int(Day, const std::string& summary)> failed{};
};

/// Fetches today's announcement, fills gaps of earlier days (fetch.fill_days), scores, builds and
/// publishes. A step that fails does not stop those that can still run. Partial and failed days are
/// published too: their pages state it. A run that did not end with kDone or kNothingNew is
/// reported by the webhook, and by `failed` if it made no digest; a success is announced by
/// run_announce.
/// @return an Outcome, or the exit code of the step that failed
int run_daily(const fs::path& root, const config::Config& config, const DailyOptions& options,
              const DailySteps& steps, const net::Environment& world);

}  // namespace broadsheet::app

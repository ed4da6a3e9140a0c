#pragma once
// broadsheet daily: fetch, score, build and, when asked, publish; one lock, one report.

#include <functional>
#include <optional>
#include <string>

#include "base/files.h"
#include "config/config.h"
#include "net/environment.h"

namespace broadsheet::app {

struct DailyOptions {
  std::optional<config::ScoreMethod> method;  ///< --method
  std::optional<double> budget_usd;           ///< --budget
  bool publish = false;                       ///< --publish, or publish.daily of config
};

/// The steps after scoring, handed in by the command line. A step gives an exit code, 0 when done.
struct DailySteps {
  std::function<int()> build;
  std::function<int()> publish;
};

/// Partial and failed days are built and published too: their pages state it. Both steps run also
/// when there is nothing new, as an earlier run may have been cut before them.
/// @return an Outcome, or the exit code of the first step that failed
int run_daily(const fs::path& root, const config::Config& config, const DailyOptions& options,
              const DailySteps& steps, const net::Environment& world);

}  // namespace broadsheet::app

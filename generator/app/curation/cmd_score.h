#pragma once
// broadsheet score: the inbox to content/.

#include <optional>
#include <string>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"

namespace broadsheet::app {

struct ScoreOptions {
  std::optional<Day> date{};  ///< --date; else every day of the inbox without a complete digest
  std::optional<config::ScoreMethod> method{};  ///< --method; else config
  std::optional<double> budget_usd{};           ///< --budget; else config
  bool again = false;                           ///< --again: also days whose digest is complete
  bool announce = false;     ///< days whose issue changes wait for `broadsheet announce`
  bool show_prompt = false;  ///< --show-prompt: see show_prompt()
  /// {kind: "score", day, status, reason, announced, scanned, selected, cost_usd}
  Results results = nullptr;
};

/// The key comes from the variable OPENAI_API_KEY. Days are scored oldest first.
/// @return an Outcome: the worst of the days scored; kNothingNew when there was none to score
/// Throws Error(Usage) for a budget or a day that cannot be, Error(Config) for an unknown
/// model or a missing key or prompt, Error(Io).
int run_score(const fs::path& root, config::Config config, const ScoreOptions& options,
              const net::Environment& world);

/// Prints the first request that run_score would send to a model, without sending it: the prompts,
/// and the first papers of the first day to score if there is one. Needs neither key nor network,
/// so score.h_index_minimum is not applied. Throws Error(Usage, Config, Io).
int show_prompt(const fs::path& root, const config::Config& config, const ScoreOptions& options);

}  // namespace broadsheet::app

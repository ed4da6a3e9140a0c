#include "scoring/llm/llm_scorer.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "config/prices.h"
#include "scoring/llm/score_stage.h"

namespace broadsheet::scoring {
namespace {

config::PriceConfig price_for(const config::ScoreConfig& config) {
  if (config.model.empty()) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.model is not set; the method 'llm' needs it");
  }
  const auto price = config::price_of(config);
  if (!price) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "the price of the model '" + config.model +
                    "' is not known, so its cost would be unknown and no budget could be kept; add "
                    "it to score.prices (a free model costs 0)");
  }
  return *price;
}

// Asks until every paper has a verdict, the retries are used up or a stage stops.
// Returns the reason of the last stop.
std::string score_all(std::span<const Announced> papers, const ScoreContext& context) {
  const config::ScoreConfig& config = context.config;
  if (config.title_pass) {
    const Papers open = context.table.without_title_pass(papers);
    const auto size = static_cast<std::size_t>(config.batch_titles);
    if (!open.empty()) {
      const StageEnd end = run_stage(context, Stage::Titles, open, size);
      if (!end.stopped.empty()) return end.stopped;
    }
  }
  auto size = static_cast<std::size_t>(config.batch_abstracts);
  for (int round = 0; round <= config.retries; ++round) {
    const Papers open = context.table.open(papers);
    if (open.empty()) break;
    if (round > 0) {
      size = std::max<std::size_t>(1, size / 2);
      say("asking again for " + counted(open.size(), "unanswered paper") + ", " +
          std::to_string(size) + " at a time");
    }
    const StageEnd end = run_stage(context, Stage::Abstracts, open, size);
    if (!end.stopped.empty()) return end.stopped;
    size = end.batch_size;
  }
  return {};
}

}  // namespace

ScoreResult score_by_llm(std::span<const Announced> papers, const config::ScoreConfig& config,
                         const Prompts& prompts, const fs::path& journal,
                         const net::Environment& environment) {
  Ledger ledger(price_for(config), config.budget_usd, journal);
  ModelClient client(config, environment);
  Limiter limiter(config, environment);
  VerdictTable table;
  for (const JournalEntry& entry : ledger.load()) {
    // A verdict under another prompt, or of another model, is another verdict.
    if (entry.prompt == prompts.name && entry.model == config.model) table.add(entry);
  }
  std::string stopped =
      score_all(papers, {config, prompts, environment, ledger, client, limiter, table});
  VerdictTable::Lists lists = table.lists(papers);
  if (lists.unanswered.empty()) stopped.clear();
  const Budget budget = ledger.budget();
  return {.verdicts = std::move(lists.verdicts),
          .dropped = std::move(lists.dropped),
          .unanswered = std::move(lists.unanswered),
          .usage = budget.usage(),
          .requests = ledger.requests(),
          .answers_without_usage = budget.without_usage(),
          .requests_without_answer = budget.lost(),
          .stopped = std::move(stopped)};
}

}  // namespace broadsheet::scoring

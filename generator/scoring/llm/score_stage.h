#pragma once
// One pass over papers: all batches of one stage, sent by several workers.

#include <cstddef>
#include <string>

#include "config/config.h"
#include "net/environment.h"
#include "scoring/llm/batch_queue.h"
#include "scoring/llm/journal.h"
#include "scoring/llm/ledger.h"
#include "scoring/llm/limiter.h"
#include "scoring/llm/model_client.h"
#include "scoring/llm/prompt.h"
#include "scoring/llm/verdict_table.h"

namespace broadsheet::scoring {

/// What all requests of a day share. Outlives every stage.
struct ScoreContext {
  const config::ScoreConfig& config;
  const Prompts& prompts;
  const net::Environment& environment;
  Ledger& ledger;
  ModelClient& client;
  Limiter& limiter;
  VerdictTable& table;
};

struct StageEnd {
  std::string stopped;         ///< why it ended early; empty if it did not
  std::size_t batch_size = 1;  ///< smaller than at the start if responses were cut off
};

/// Asks for all of `papers` in batches and adds the responses to the table and the journal.
/// Batches that are too long or refused are split. Throws Error(Io) if the journal cannot be
/// written.
StageEnd run_stage(const ScoreContext& context, Stage stage, const Papers& papers,
                   std::size_t batch_size);

}  // namespace broadsheet::scoring

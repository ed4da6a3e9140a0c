#pragma once
// Papers to verdicts by a language model: batches, retries, limits, budget, resume.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "config/config.h"
#include "model/announcement.h"
#include "model/digest.h"
#include "net/environment.h"
#include "scoring/prompt.h"

namespace broadsheet::scoring {

struct ScoreResult {
  std::vector<Verdict> verdicts;    ///< by id
  std::vector<ArxivId> dropped;     ///< by the title pass; by id
  std::vector<ArxivId> unanswered;  ///< by id; verdicts + dropped + unanswered = the papers given
  Usage usage;                      ///< of all runs of this day, as the journal holds it
  int requests = 0;                 ///< sent in this run, retries included
  int answers_without_usage = 0;    ///< the server did not state tokens; not in `usage`
  int requests_without_answer =
      0;                ///< of all runs: sent, the answer was lost; may have been billed
  std::string stopped;  ///< why it ended early (budget, key, quota, outage); or empty
};

/// Asks for all papers that the journal does not hold a verdict for under this prompt and model.
///
/// Each request is written to `journal` before it is sent, each answer before it is used.
/// Unanswered papers, and only these, are asked for again in batches of half the size,
/// config.retries times; a text that is too long or is refused is parted at once. Not more than
/// config.parallel requests at a time, and not more requests and tokens a minute than config says
/// (tokens are estimated as a third of the bytes). A request is not sent when it could carry the
/// day's cost over config.budget_usd.
///
/// The key comes from OPENAI_API_KEY; without one requests go without it when the base URL is on
/// this machine, else Error(Config). Throws Error(Config) when the model or its price is not in
/// config, Error(Io) when the journal cannot be written. Trouble of the world ends in
/// `stopped` and `unanswered`.
ScoreResult score_by_llm(std::span<const Announced> papers, const config::ScoreConfig& config,
                         const Prompts& prompts, const fs::path& journal,
                         const net::Surroundings& world);

}  // namespace broadsheet::scoring

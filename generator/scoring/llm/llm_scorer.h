#pragma once
// Papers to verdicts by a language model: batches, retries, limits, budget, resume.

#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "config/config.h"
#include "model/announcement.h"
#include "model/digest.h"
#include "net/environment.h"
#include "scoring/llm/prompt.h"
#include "scoring/llm/score_stage.h"

namespace broadsheet::scoring {

/// Each paper is in exactly one of the lists.
struct ScoreResult {
  std::vector<Verdict> verdicts;    ///< by id
  std::vector<PaperId> dropped;     ///< by the title pass; by id
  std::vector<PaperId> unanswered;  ///< by id
  Usage usage;                      ///< of all runs of this day, as in the journal
  int requests = 0;                 ///< sent by this run, retries included
  int answers_without_usage = 0;    ///< responses without token counts; not in `usage`
  int requests_without_answer = 0;  ///< of all runs: the response was lost; may have been billed
  std::string stopped;              ///< why it ended early (budget, key, quota, outage); or empty

  /// Whether the model was asked at all, by this run or an earlier one of the day.
  bool asked() const {
    return requests + answers_without_usage + requests_without_answer > 0 || !verdicts.empty() ||
           !dropped.empty();
  }
};

/// Asks for all papers for which the journal has no verdict with this prompt and model.
///
/// Each request is written to the journal before it is sent, each response before it is used.
/// Unanswered papers, and only these, are asked for again in batches of half the size,
/// config.retries times. A batch that is too long or refused is split at once. At most
/// config.parallel requests run at a time, and the requests and tokens a minute stay within
/// config (a byte of the prompt counts as a third of a token until responses show more). A request
/// is not sent if it could carry the day's cost over config.budget_usd. If the system refuses
/// threads, fewer requests run at a time.
///
/// Throws Error(Io) if the journal cannot be written. Failures of the network or the server end in
/// `stopped` and `unanswered`.
ScoreResult score_by_llm(std::span<const Announced> papers, const Prompts& prompts,
                         ModelSession& session);

/// Sets usage and counts of requests to those of the session as of now, for what was asked after
/// the verdicts.
void set_usage(ScoreResult& result, const ModelSession& session);

/// With a session of its own; throws what ModelSession does, too.
ScoreResult score_by_llm(std::span<const Announced> papers, const config::ScoreConfig& config,
                         const Prompts& prompts, const fs::path& journal,
                         const net::Environment& environment);

}  // namespace broadsheet::scoring

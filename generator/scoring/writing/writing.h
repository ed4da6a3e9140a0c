#pragma once
// What a language model writes about a day once its papers are chosen: summaries in parts,
// spotlights, the editor's paragraph.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "model/digest.h"
#include "scoring/llm/score_stage.h"
#include "scoring/writing/writing_reply.h"

namespace broadsheet::scoring {

struct Writing {
  PartsByPaper parts{};
  Overview overview{};
  std::size_t without_parts = 0;  ///< chosen papers that were asked for and have none
  bool no_overview = false;       ///< it was asked for, and there is none
  std::string stopped{};          ///< why it ended early (budget, key, quota, outage); or empty
};

/// Whether score.editorial names "day", "week" or "month".
bool wants_editorial(const config::ScoreConfig& config, std::string_view of);

/// Whether the settings ask a model for any text about a day.
bool wants_writing(const config::ScoreConfig& config);

/// Asks for what score.parts, score.spotlight and score.editorial name, about the chosen papers of
/// `digest` only, and within the budget of the session. Papers without an answer, and only these,
/// are asked for again in batches of half the size, config.retries times; the overview as often. An
/// overview is about the first kMostInOverview papers.
///
/// The journal is used as by score_by_llm: what an earlier run paid for is not asked for again.
/// Throws Error(Io) if it cannot be written. Failures of the network or the server end in
/// `stopped`.
/// @param announced  the papers of the day, as they were sent for verdicts
/// @param language   of the site
Writing write_by_llm(const Digest& digest, std::span<const Announced> announced,
                     const std::string& language, ModelSession& session);

/// The paragraph about the papers of a week or a month, by the same rules; empty if there is none.
/// @param papers  best first
/// @param of      "week", "month"
std::vector<EditorialSentence> write_editorial(std::vector<const Entry*> papers,
                                               const std::string& of, const std::string& language,
                                               ModelSession& session);

inline constexpr std::size_t kMostInOverview = 60;

/// Puts the texts into the digest: parts after those that an entry has, spotlights, the editorial.
/// What is missing is counted in `extra.curation`.
/// @param most_spotlights  if the model named none, so many of the first papers are marked
void add_writing(Digest& digest, const Writing& writing, int most_spotlights);

/// Marks the first papers of a digest, those of followed authors left out.
void mark_first(Digest& digest, int most);

/// Whether texts of the digest are missing because the run was stopped.
bool lacks_writing(const Digest& digest);

}  // namespace broadsheet::scoring

#pragma once
// The digest of a day from its announcement and the verdicts. Pure.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "model/digest.h"
#include "scoring/authors.h"
#include "scoring/llm/llm_scorer.h"
#include "scoring/recommend.h"
#include "scoring/semantic_scholar.h"

namespace broadsheet::scoring {

/// A paper that an earlier day has judged; it is not scored again.
struct Repeat {
  PaperId id;
  Day day;
  std::optional<Verdict> verdict{};  ///< the earlier one; empty if it was selected without
};

/// The papers of a day, each in exactly one list.
struct Sorted {
  std::vector<Announced> to_score{};
  std::vector<Repeat> repeats{};
  std::vector<PaperId> below_h_index{};  ///< left out by score.h_index_minimum
  std::size_t skipped = 0;               ///< left out by fetch.announce_types and primary_only
};

/// The verdict of a day before `before` on this paper with the same abstract, if there is one.
using EarlierVerdict = std::function<std::optional<Repeat>(const Announced& paper, Day before)>;

/// A paper is a repeat if its abstract is not marked as changed and `earlier` returns a verdict.
Sorted sort_papers(const Announcement& announcement, const config::ScoreConfig& config,
                   const ScholarAuthors& scholar, const EarlierVerdict& earlier);

/// The input of every digest.
struct DigestInput {
  const Announcement& announcement;
  const Sorted& sorted;
  const config::Config& config;
  const ScholarAuthors& scholar;
  /// The sentence that the digest gives as the reason for a followed author's paper; in English if
  /// it is not set.
  std::function<std::string(const AuthorMatch&)> followed_reason{};
};

/// Papers at or above both cut-offs, followed authors first, then by score, relevance and the order
/// of the announcement. Complete if every scanned paper has a verdict; failed if none has;
/// otherwise partial, with the reason. counts: announced = skipped + repeats + below h-index +
/// scanned; scanned = selected + rejected + unanswered. What Digest has no field for is in
/// extra under "curation".
Digest digest_by_llm(const DigestInput& input, const ScoreResult& result,
                     const std::string& prompt);

/// Whether a budget or an outage ended the scoring of a partial day, rather than a model that left
/// papers out.
bool was_stopped(const Digest& digest);

/// At most config.score.recommender_keep papers, followed authors first. No scores: a rank is not a
/// verdict.
Digest digest_by_recommender(const DigestInput& input,
                             std::span<const Recommendation> recommendations);

}  // namespace broadsheet::scoring

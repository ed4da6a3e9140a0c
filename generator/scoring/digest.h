#pragma once
// Announcement and verdicts to the digest of a day. Pure; never a verdict that nobody gave.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "model/digest.h"
#include "scoring/llm_scorer.h"
#include "scoring/recommend.h"
#include "scoring/semantic_scholar.h"

namespace broadsheet::scoring {

/// A paper that an earlier day has judged already; it is not scored again.
struct Repeat {
  ArxivId id;
  Day day;
  std::optional<Verdict> verdict{};  ///< the earlier one; empty when it was chosen without
};

/// The papers of a day, each in exactly one part.
struct Sorted {
  std::vector<Announced> to_score{};
  std::vector<Repeat> repeats{};
  std::vector<ArxivId> below_h_index{};  ///< left out by score.h_index_minimum
  std::size_t skipped = 0;               ///< left out by fetch.announce_types and primary_only
};

/// Tells whether a day before `before` judged this very paper (the same abstract), and how.
using EarlierVerdict = std::function<std::optional<Repeat>(const Announced& paper, Day before)>;

/// A paper is a repeat when its abstract is not marked as changed and `earlier` knows it.
Sorted sort_papers(const Announcement& announcement, const config::ScoreConfig& config,
                   const ScholarAuthors& scholar, const EarlierVerdict& earlier);

/// What all digests need to know.
struct DigestInput {
  const Announcement& announcement;
  const Sorted& sorted;
  const config::Config& config;
  const ScholarAuthors& scholar;
};

/// Papers at or above both cut-offs, followed authors first, then by score, relevance and the order
/// of the announcement. Complete when every scanned paper has a verdict; failed when none has; else
/// partial, with the reason. counts: announced = skipped + repeats + below h-index + scanned;
/// scanned = selected + rejected + unanswered. The parts that Digest has no field for stand in
/// extra_json under "curation".
Digest digest_by_llm(const DigestInput& input, const ScoreResult& result,
                     const std::string& prompt);

/// At most config.score.recommender_keep papers, followed authors first. No scores: a rank is not a
/// verdict.
Digest digest_by_recommender(const DigestInput& input,
                             std::span<const Recommendation> recommendations);

/// The same day under the cut-offs, formula and topics of `config`, from the kept verdicts: papers
/// that fall out leave, papers that come in are taken from the announcement.
/// @param announcement  may be empty: then papers that should come in are named in `not_found`
struct Rescored {
  Digest digest;
  std::vector<ArxivId> added{}, removed{}, not_found{};
};
Rescored rescore(const Digest& digest, const std::optional<Announcement>& announcement,
                 const config::Config& config);

}  // namespace broadsheet::scoring

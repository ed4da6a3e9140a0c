#pragma once
// Scores of papers up to each day. Later days do not count, so that a new day does not change the
// pages of earlier days.

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "model/library.h"

namespace broadsheet::render {

/// Whether the paper is in the digest because of a followed author.
bool is_author_match(const Entry& entry);
/// Whether the entry has a score to show. Digests of other programs give the papers of followed
/// authors a score without relevance and novelty, which is none.
bool has_score(const Entry& entry);
/// Whether an entry of the digest has a score.
bool has_scores(const Digest& digest);

/// Papers by relevance and novelty, whole points (8.5 counts as 8): {relevance, novelty} to number.
using ScoreCells = std::map<std::pair<int, int>, int>;

/// The cell of an entry; std::nullopt if it lacks one of the two numbers.
std::optional<std::pair<int, int>> cell_of(const Entry& entry);

/// Cells of some digests; every entry counts, repeats too.
ScoreCells cells_of(std::span<const Digest> digests);

class ScoreHistory {
 public:
  explicit ScoreHistory(const Library& library);

  /// Entries with a score in digests 0 to `digest`.
  int scored(std::size_t digest) const { return days_[digest].scored; }
  /// Share of them, in per cent from 1 to 100, with this score or more.
  int top_share(std::size_t digest, double score) const;
  const ScoreCells& cells(std::size_t digest) const { return days_[digest].cells; }

 private:
  struct UpTo {
    int scored = 0;
    std::map<double, int> by_score;
    ScoreCells cells;
  };
  std::vector<UpTo> days_;
};

/// The part of the page a score belongs to.
enum class Band { Lead, Major, Minor };

/// Whether scores are relevance + novelty, so at most 20: by the formula, and not if no paper with
/// a score has both, as in digests of other programs.
bool are_usual_sums(const Library& library, std::string_view formula);

/// Cuts scores into bands: 18 and 17 of 20 for the usual sum of relevance and novelty, else
/// where the best 15 % and 45 % of the whole library begin.
class Bands {
 public:
  Bands(const Library& library, bool usual_sum);
  /// Papers of followed authors lead, whatever their score.
  Band of(const Entry& entry) const;
  double lead() const { return lead_; }
  double major() const { return major_; }

 private:
  double lead_ = 18;
  double major_ = 17;
};

}  // namespace broadsheet::render

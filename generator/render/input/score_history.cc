#include "render/input/score_history.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

namespace broadsheet::render {

bool is_author_match(const Entry& entry) { return entry.chosen_by == ChosenBy::FollowedAuthor; }

bool has_score(const Entry& entry) {
  return entry.score && (!is_author_match(entry) || (entry.relevance && entry.novelty));
}

bool has_scores(const Digest& digest) {
  return std::any_of(digest.papers.begin(), digest.papers.end(), has_score);
}

std::optional<std::pair<int, int>> cell_of(const Entry& entry) {
  if (!entry.relevance || !entry.novelty) return std::nullopt;
  return std::pair(static_cast<int>(*entry.relevance), static_cast<int>(*entry.novelty));
}

ScoreCells cells_of(std::span<const Digest> digests) {
  ScoreCells cells;
  for (const Digest& digest : digests) {
    for (const Entry& entry : digest.papers) {
      if (const auto cell = cell_of(entry)) ++cells[*cell];
    }
  }
  return cells;
}

ScoreHistory::ScoreHistory(const Library& library) {
  UpTo sum;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      if (!has_score(entry)) continue;
      ++sum.scored;
      ++sum.by_score[*entry.score];
      if (const auto cell = cell_of(entry)) ++sum.cells[*cell];
    }
    days_.push_back(sum);
  }
}

int ScoreHistory::top_share(std::size_t digest, double score) const {
  const UpTo& day = days_[digest];
  int at_least = 0;
  for (auto it = day.by_score.lower_bound(score); it != day.by_score.end(); ++it) {
    at_least += it->second;
  }
  if (day.scored == 0) return 100;
  return std::max(1, static_cast<int>(std::lround(100.0 * at_least / day.scored)));
}

bool are_usual_sums(const Library& library, std::string_view formula) {
  if (formula != "relevance + novelty") return false;
  bool any_score = false;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      if (!has_score(entry)) continue;
      if (cell_of(entry)) return true;
      any_score = true;
    }
  }
  return !any_score;
}

Bands::Bands(const Library& library, bool usual_sum) {
  if (usual_sum) return;
  std::vector<double> scores;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      if (has_score(entry) && !is_author_match(entry)) scores.push_back(*entry.score);
    }
  }
  if (scores.empty()) return;
  std::sort(scores.begin(), scores.end(), std::greater<>());
  lead_ = scores[scores.size() * 15 / 100];
  major_ = scores[scores.size() * 45 / 100];
}

Band Bands::of(const Entry& entry) const {
  if (entry.chosen_by == ChosenBy::FollowedAuthor) return Band::Lead;
  const double score = entry.score.value_or(0);
  if (score >= lead_) return Band::Lead;
  return score >= major_ ? Band::Major : Band::Minor;
}

}  // namespace broadsheet::render

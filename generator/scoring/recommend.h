#pragma once
// The seam to the recommender (index/xapian/recommender), which app hands in: scoring does not know
// indexes.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "model/announcement.h"

namespace broadsheet::scoring {

/// One paper's place without a language model.
struct Recommendation {
  PaperId id;
  double value = 0;      ///< 0 to 1, comparable within one day
  std::string reason{};  ///< why, for the reader: "shares words with …"
  std::string topic{};   ///< topic id; may be empty
};

/// Ranks papers, best first. May leave papers out: those have nothing in their favour.
using Recommender = std::function<std::vector<Recommendation>(std::span<const Announced> papers)>;

}  // namespace broadsheet::scoring

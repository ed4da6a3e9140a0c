#pragma once
// The best papers of a month or a year.

#include <cstddef>
#include <vector>

#include "render/pages/page_context.h"

namespace broadsheet::render {

/// How many, and how many of one topic.
struct BestLimits {
  std::size_t most = 13;
  std::size_t per_topic = 4;
};

/// The rule, also in docs/themes.md: of the papers that appeared for the first time in the period,
/// each once, those with a score, best first by score, then relevance, then novelty, then the older
/// day and the place in it; no more than `per_topic` of one main topic (papers without a topic are
/// one group), and places that this leaves empty stay empty.
/// @param papers  first appearances, any order
std::vector<Appearance> best_of(const PageContext& context, std::vector<Appearance> papers,
                                const BestLimits& limits);

/// First appearances among digests [begin, end), in reading order.
std::vector<Appearance> first_appearances(const Library& library, std::size_t begin,
                                          std::size_t end);

/// The papers of digests [begin, end), each once, as the first of these digests has it; in reading
/// order.
std::vector<Appearance> distinct_papers(const Library& library, std::size_t begin, std::size_t end);

}  // namespace broadsheet::render

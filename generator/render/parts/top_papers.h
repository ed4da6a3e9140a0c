#pragma once
// The best papers of a month or a year.

#include <cstddef>
#include <vector>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// How many, and how many of one topic.
struct BestLimits {
  std::size_t most = 13;
  std::size_t per_topic = 4;
};

bool has_scored_paper(const PageContext& context, const std::vector<Appearance>& papers);

/// The best papers, by the rule in docs/themes.md. If papers have scores, those that have one, by
/// score, relevance, novelty (all descending), day and place in the day. If none has, by place in
/// the day, then newest day first. At most `per_topic` have the same main topic; papers without a
/// topic are one group.
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

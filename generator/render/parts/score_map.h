#pragma once
// Counts as printed dots: the map of papers by relevance and novelty, and the class of one dot.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// Papers by relevance and novelty, as map.mustache prints it; empty if `cells` is.
/// @param here  the cell to frame
theme::Html score_map(PageContext& context, const ScoreCells& cells, std::string_view caption,
                      std::optional<std::pair<int, int>> here = std::nullopt);

/// Class of a dot whose area is `count`, as a share of `full`: "d1" to "d6"; empty for 0.
std::string dot_class(double count, double full);

}  // namespace broadsheet::render

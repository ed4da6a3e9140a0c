#pragma once
// The nearest known word, for "did you mean".

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet::text {

/// Restricted Damerau-Levenshtein (optimal string alignment) distance in code points, not more
/// than `limit` + 1. Source: Boytsov 2011, section 2.2.
int edit_distance(std::string_view a, std::string_view b, int limit);

/// The candidate at the least distance, at most 2 (1 for words under 5 letters); the first of equals.
std::optional<std::string> did_you_mean(std::string_view word,
                                        std::span<const std::string> candidates);

}  // namespace broadsheet::text

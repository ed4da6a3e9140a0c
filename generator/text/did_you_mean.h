#pragma once
// The nearest known word, for "did you mean".

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet::text {

/// The candidate at the least edit distance in characters (base/edit_distance.h), at most 2 (1 for
/// words under 5 letters); the first of equals.
std::optional<std::string> did_you_mean(std::string_view word,
                                        std::span<const std::string> candidates);

}  // namespace broadsheet::text

#pragma once
// A formula as a line of plain text.

#include <string>
#include <string_view>

namespace broadsheet::tex {

/// "\alpha" "α", "O(n^2)" "O(n²)", "\frac{a}{b}" "a/b", "\mathbb{R}" "ℝ"; unknown commands show
/// their name. Linear, whatever the bytes.
std::string maths_to_plain(std::string_view tex);

}  // namespace broadsheet::tex

#pragma once
// A formula as a line of plain text.

#include <string>
#include <string_view>

namespace broadsheet::tex {

/// "\alpha" "α", "O(n^2)" "O(n²)", "\frac{a}{b}" "a/b", "\mathbb{R}" "ℝ"; unknown commands show
/// their name, with two or more arguments their source. Linear, whatever the bytes.
/// @param before  the last byte of the text before it: "2", "\frac{1}{3}" is "2 1/3"
std::string maths_to_plain(std::string_view tex, char before = ' ');

}  // namespace broadsheet::tex

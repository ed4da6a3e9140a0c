#pragma once
// Letters of the Unicode block of mathematical alphanumeric symbols. Used by mathml.cc only.

#include <string>
#include <string_view>

namespace broadsheet::maths {

/// `text` in one of MathML's variants ("bold", "double-struck", "script"…): "R" "ℝ". Characters
/// without such a form stay. Source: MathML Core, appendix C (text-transform mappings).
std::string math_letters(std::string_view text, std::string_view variant);

/// Whether browsers would slant this single character within <mi>.
bool has_italic_form(std::string_view text);

}  // namespace broadsheet::maths

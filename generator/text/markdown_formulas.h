#pragma once
// Formulas in Markdown, as GitHub and Pandoc write them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

struct MarkdownFormula {
  std::string tex;         ///< without dollars
  bool display = false;    ///< $$...$$
  std::size_t offset = 0;  ///< of the first dollar
  std::size_t length = 0;  ///< dollars included
};

/// Formulas in order: $...$ and $$...$$, in one paragraph. Not in code, not in a link's target, not
/// after a backslash. A dollar opens only before and closes only after a character that is not
/// blank, and does not close before a digit, so "$5 and $6" is none. Time is linear.
std::vector<MarkdownFormula> formulas_in_markdown(std::string_view markdown);

}  // namespace broadsheet::text

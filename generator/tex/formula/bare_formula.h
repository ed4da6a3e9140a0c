#pragma once
// Formulas that TeX text has outside dollars: environments, and commands of maths with arguments.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::tex {

struct BareFormula {
  std::string tex;  ///< for KaTeX, without delimiters
  bool display = false;
  std::size_t end = 0;  ///< one past the formula
};

/// The formula that begins with the command at `at`, whose name is `word`:
///
/// - `\begin{equation}`, align, alignat, flalign, gather, multline, eqnarray, displaymath, math,
/// cases,
///   array and the matrices, also with a star, up to the matching `\end`, as arXiv shows them;
///   labels and \nonumber are left out;
/// - a command such as \frac, \sqrt, \binom, \hat or \mathbb with its arguments and the scripts
/// that
///   follow: `\frac{1}{2}` without its fraction bar would be another number.
///
/// std::nullopt if it is neither, an argument is missing, or it is longer than kLongestFormula.
/// Looks at no more bytes than that.
std::optional<BareFormula> bare_formula_at(std::string_view source, std::size_t at,
                                           std::string_view word);

/// The superscripts and subscripts in braces at `at`, where source[at] is `^` or `_`: "10^{-3}" is
/// not "10^-3". std::nullopt if nothing is before them.
std::optional<BareFormula> bare_script_at(std::string_view source, std::size_t at);

/// The group at `at` if \choose, \over, \atop, \brace or \brack divides it: `{n \choose k}`. Looks
/// at 120 bytes.
std::optional<BareFormula> bare_group_at(std::string_view source, std::size_t at);

/// Whether `\begin{name}` begins a formula; without the star of its name.
bool is_formula_environment(std::string_view name);

/// Whether `word` is such a command. Without its arguments it is shown as written.
bool is_maths_command(std::string_view word);

}  // namespace broadsheet::tex

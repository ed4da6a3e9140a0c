#pragma once
// Where formulas, URLs, arguments and ligatures begin and end in TeX text.
// Used in tex/, by maths.cc and by bibtex_text.cc only.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::tex {

/// Bytes of the longest formula that is taken for one; the longest of a real archive has 500.
constexpr std::size_t kLongestFormula = 5000;
/// Maximum nesting depth of braces; real formulas nest to 6. The limit also keeps the
/// search linear: of openings that find no end within reach, each needs its own open brace.
constexpr int kDeepestNesting = 60;

/// Byte offsets of a formula that begins at b: source[b..end) is "$x$", [inner..inner_end) "x".
struct FormulaSpan {
  std::size_t inner = 0;
  std::size_t inner_end = 0;
  std::size_t end = 0;
  bool display = false;
};

/// The formula whose opening `$`, `$$`, `\(` or `\[` is at `at`. std::nullopt if that sign is not
/// one: it is money, is never closed, closes outside its braces, or the formula would be longer
/// than kLongestFormula. Looks at so many bytes at most, and at a bounded number of them in all:
/// linear over a text.
std::optional<FormulaSpan> formula_at(std::string_view source, std::size_t at);

/// One past the bare http(s) URL that begins at `at`, without trailing punctuation; `at` if
/// there is none. Backslashes that escape a character belong to it.
std::size_t url_end(std::string_view source, std::size_t at);

/// A URL as written in TeX to a URL: `\_` `_`, `\%` `%`, `\~{}` `~`; braces and spaces go.
std::string url_of_tex(std::string_view written);

/// Where a link to a URL as written in TeX may lead: http and https only, a host without a scheme
/// by https; else std::nullopt.
std::optional<std::string> link_target(std::string_view written);

/// A balanced {argument}, perhaps after spaces; `inner` lies within the braces.
struct ArgumentSpan {
  std::string_view inner;
  std::size_t end = 0;
};

/// The argument at `at`; std::nullopt if there is none, or it is not closed within 4 kB.
std::optional<ArgumentSpan> argument_at(std::string_view source, std::size_t at);

/// One past the groups at `at`, the arguments of a command; `at` if there is none or all are empty.
std::size_t arguments_end(std::string_view source, std::size_t at);

/// One past the [optional argument] at `at`, or `at`.
std::size_t skip_option(std::string_view source, std::size_t at);

/// The letters of the control word whose backslash is at `at`; empty for a control symbol.
std::string_view control_word(std::string_view source, std::size_t at);

/// Quotes and dashes as TeX has them: "``" “, "''" ”, "--" –, "---" —.
struct Ligature {
  std::string_view sign;   ///< empty: shown as written
  std::size_t length = 0;  ///< bytes it replaces, at least 1
};
Ligature ligature_at(std::string_view source, std::size_t at);

}  // namespace broadsheet::tex

#pragma once
// TeX in titles, names and abstracts: to Unicode characters, to plain text, to HTML.
// Facts about what occurs: docs/tex.md.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::tex {

/// Accents, special letters, quotes and dashes outside maths and URLs become Unicode:
/// `P\'erez` "Pérez", `\L{}ukasz` "Łukasz", ``` ``a'' ``` "“a”", `--` "–". All else (maths,
/// \textbf, \$) stays as it is. For import and scoring: what content/ has. Convert a text once,
/// where it enters: the backquotes and braces that remain of broken markup may form code or an
/// argument with the characters that the conversion made, so that a second one would read them so.
std::string tex_to_unicode(std::string_view source);

/// As tex_to_unicode for a person's name: braces go too, `~` is a space.
std::string tex_name(std::string_view source);

/// Everything as plain text, for search, feeds' titles and <title>: macros drop their names and
/// keep their text, simple maths becomes Unicode ("$\alpha$" "α", "$O(n^2)$" "O(n²)"), other maths
/// its source without dollars and backslash commands spelled.
std::string tex_to_plain(std::string_view source);

/// Gives the markup for one formula, without delimiters.
/// @param display  whether it was in \[ \] or $$ $$
using FormulaToHtml = std::function<std::string(std::string_view tex, bool display)>;

/// Whether links become links.
enum class Links { On, Off };

/// Escaped HTML: \emph, \textbf, \texttt and similar become <em>, <strong>, <code>…; \href, \url
/// and bare URLs become links (http and https only); formulas go through `formula`. Everything else
/// is escaped text. Never throws, never gives an unclosed element.
/// @param links  Links::Off: a link's words only, for text that is itself in a link (titles)
std::string tex_to_html(std::string_view source, const FormulaToHtml& formula,
                        Links links = Links::On);

/// As tex_to_html, with formulas as plain text: many readers of feeds show MathML without its
/// fraction bars and scripts, so that 1/n would be "1n".
std::string tex_to_html_without_maths(std::string_view source, Links links = Links::On);

/// http(s) URLs in the text in order, without trailing punctuation.
std::vector<std::string> urls_in(std::string_view source);

/// The formulas of a text, without delimiters, in order.
struct Formula {
  std::string tex;
  bool display = false;
};
std::vector<Formula> formulas_in(std::string_view source);

}  // namespace broadsheet::tex

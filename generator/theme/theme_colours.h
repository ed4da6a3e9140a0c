#pragma once
// Colours that a theme changes by name, and the names that a style sheet asks for.

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "theme/theme.h"

namespace broadsheet::theme {

/// A line of `colours:` in theme.yaml: `spot: "#a3132b #ff9489"`.
struct ThemeColour {
  std::string name;  ///< of the property, without the dashes: "spot"
  std::string light;
  std::string dark;
};

/// The colour for light pages and the one for dark pages; one alone is used for both. Colours are
/// written as in CSS: "#a3132b", "navy", "rgb(10 20 30)". Nothing when the text is anything else.
std::optional<std::pair<std::string, std::string>> read_colours(std::string_view text);

/// A rule for the end of a style sheet: ":root { --spot: light-dark(#a3132b, #ff9489) }". Empty
/// without colours.
std::string colour_rule(std::span<const ThemeColour> colours);

/// Names that a style sheet gives a value to: "spot" for "--spot: red".
std::set<std::string> declared_properties(std::string_view css);

/// Reports every var(--name) that has no value to fall back on and is not among `declared`, with a
/// suggestion.
void check_style(const ThemeFile& css, const std::set<std::string>& declared,
                 Diagnostics& problems);

}  // namespace broadsheet::theme

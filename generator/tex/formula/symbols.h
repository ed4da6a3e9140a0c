#pragma once
// TeX command names to the characters that they produce. Used by the tex_* files only.

#include <string_view>

namespace broadsheet::tex {

/// "l" "ł", "ss" "ß", "i" "ı"; empty for all that is no letter of some Latin alphabet.
std::string_view special_letter_of(std::string_view name);

/// "alpha" "α", "varepsilon" "ε"; empty for all else.
std::string_view greek_letter_of(std::string_view name);

/// Commands that are one sign in text or in maths, Greek included: "ldots" "…", "leq" "≤"; empty
/// for all else.
std::string_view symbol_of(std::string_view name);

}  // namespace broadsheet::tex

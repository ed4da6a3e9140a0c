#pragma once
// TeX whose backslashes were read as escapes of JSON: "\\frac" as a form feed and "rac".

#include <string>
#include <string_view>

namespace broadsheet::text {

/// Whether a word is a TeX command that begins like an escape: "frac", "beta", "nabla".
bool is_escape_like_command(std::string_view word);

/// The text with backslashes in place of the control characters that were made of them, where that
/// is certain: the letters after the character complete a command. Tabs and line breaks, which are
/// white space elsewhere, must be inside a formula, and a single letter after a line break is no
/// evidence alone ("\\nu").
std::string restore_backslashes(std::string_view text);

/// A person's name with the backslashes of accents that it lost, where that is certain: "Bj\"orn"
/// is "Bj\\\"orn", and "Jer^ome" "Jer\\^ome"; a quotation mark or a circumflex inside a word means
/// nothing else. An apostrophe does ("O'Hara", "Ya'akov") and is left.
std::string restore_accents(std::string_view name);

}  // namespace broadsheet::text

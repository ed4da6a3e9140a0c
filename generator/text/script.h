#pragma once
// Makes our own modules smaller on their way to the site.

#include <string>
#include <string_view>

namespace broadsheet::text {

/// JavaScript that does the same in fewer bytes: no comments, no spaces, lines, semicolons,
/// brackets and second "const"s that are not needed, and short names for what is known to the
/// module alone (rules: script_names.h). Properties and exports keep their names. For ECMAScript
/// modules of our own; tests/js/script.test.js compares the syntax trees before and behind for each
/// of them. Doing it twice changes nothing but names. Never throws; O(n log n).
std::string shorten_script(std::string_view source);

}  // namespace broadsheet::text

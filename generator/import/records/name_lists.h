#pragma once
// Lists of people as one text, however a program separates them.

#include <optional>
#include <string>
#include <string_view>

#include "json/value.h"

namespace broadsheet::importer {

/// Removes what stands for people without names at the end: "et al.", "and 5 others",
/// "(+12 more)", "等5人", "u. a.". True if it was there.
bool remove_others(std::string& names);

/// The items of a list that Python or JSON has printed, "['Ada Lovelace', 'X Y']"; std::nullopt for
/// any other text.
std::optional<json::List> printed_list(std::string_view text);

/// The text with commas, semicolons and "and" where it has other marks between names: "、", "；",
/// "&", "und", bars or ends of lines.
std::string with_plain_separators(std::string_view names);

}  // namespace broadsheet::importer

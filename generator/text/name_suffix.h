#pragma once
// Words after a family name.

#include <string_view>

namespace broadsheet::text {

/// Whether a word is such a suffix: "Jr.", "sr", "III".
bool is_name_suffix(std::string_view word);

}  // namespace broadsheet::text

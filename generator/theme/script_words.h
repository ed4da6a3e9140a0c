#pragma once
// Words of a theme in its scripts, so that pages need not repeat them.

#include <set>
#include <string>

#include "base/diagnostics.h"
#include "theme/theme.h"

namespace broadsheet::theme {

/// Replaces '{{words.NAME}}', in quotes, with the word as a JavaScript string. Reports unknown
/// words with file, line and column.
/// @return the names of the words that the script uses
std::set<std::string> insert_words(ThemeFile& script, const WordMap& words, Diagnostics& problems);

}  // namespace broadsheet::theme

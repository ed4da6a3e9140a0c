#pragma once
// From the bytes of a file to what it states about a day.

#include <span>
#include <string>

#include "base/diagnostics.h"
#include "import/formats/format.h"
#include "import/records/import_map.h"

namespace broadsheet::importer {

/// Parses a file by the first format that recognises its contents. Bytes that are not UTF-8 are
/// replaced, with a warning; texts over the limits of our own format are cut, each with a warning.
/// A file that one of `maps`, or a shipped one, is for is a list of papers of another program.
/// @param path  as messages name it; its parts may state the day
/// @param hint  the day of a list that states none
ParseResult read_source(std::string bytes, const std::string& path, Diagnostics& problems,
                        std::span<const ImportMap> maps = {}, const DayHint& hint = {});

}  // namespace broadsheet::importer

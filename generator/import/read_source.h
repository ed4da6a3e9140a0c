#pragma once
// From the bytes of a file to what it states about a day.

#include <string>

#include "base/diagnostics.h"
#include "import/formats/format.h"

namespace broadsheet::importer {

/// Parses a file by the first format that recognises its contents. Bytes that are not UTF-8 are
/// replaced, with a warning; texts over the limits of our own format are cut, each with a warning.
/// @param path  as messages name it; its last part may state the day
ParseResult read_source(std::string bytes, const std::string& path, Diagnostics& problems);

}  // namespace broadsheet::importer

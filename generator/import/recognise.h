#pragma once
// What a file is, and what it says of its day.

#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "import/formats/parsed_source.h"

namespace broadsheet::importer {

struct Recognised {
  std::string what;            ///< for the report, as ImportedFile::what
  std::optional<Found> found;  ///< nothing when the file gives nothing to any day
};

/// Reads one file of any kind an import knows. The kind is told by the contents; the name gives the
/// day where the contents do not, and the kind of an empty JSON object. Bytes that are not UTF-8
/// are replaced, with a warning, in all kinds but our own.
/// @param path  as messages name it; its last part is the name
Recognised read_any(std::string bytes, const std::string& path, Diagnostics& problems);

/// The first day as "2026-02-27" (or "2026_02_27", "20260227") in the last part of `path`; nothing
/// when there is none.
std::optional<Day> day_of_name(const std::string& path);

}  // namespace broadsheet::importer

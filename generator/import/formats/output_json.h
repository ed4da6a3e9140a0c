#pragma once
// The older programs' JSON: output, daily-papers and hotspot-papers, in every variant.

#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "import/formats/parsed_source.h"
#include "json/tree.h"

namespace broadsheet::importer {

/// Which of the older JSON files (or our digest) a tree is; nothing when it is none of them.
/// An empty object counts as output JSON: that is how a day without papers was written.
std::optional<SourceKind> recognise_json(const json::JsonTree& tree);

/// Reads one of the three kinds. Papers that cannot be used are reported as errors and left out.
/// Fields without a place of ours go to the entry's or the day's extra, by their own names;
/// empty ones (null, "", []) are dropped.
/// @param day  what the file's name says; a date inside wins, a clash is reported
/// @return nothing (and an error) when no day is known
std::optional<Found> read_old_json(const json::JsonTree& tree, SourceKind kind,
                                   std::optional<Day> day, Diagnostics& problems);

}  // namespace broadsheet::importer

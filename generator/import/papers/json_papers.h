#pragma once
// Papers of foreign JSON: an object by arXiv id, or a list of papers that state theirs.

#include <string_view>

#include "import/papers/json_values.h"
#include "import/source/parsed_source.h"

namespace broadsheet::importer {

/// The key of the paper; in a list, which has none, the first id that the paper states.
std::string_view id_text(const json::Node& paper);

/// Reads all papers into `source`. Keys are compared in lower case; one that appears twice, or has
/// no field of ours, goes to the entry's extra. A paper without an arXiv id or a title is an error
/// and is left out.
/// @return false if `papers` is neither an object nor a list with an element; that is reported
bool read_papers(const json::Node& papers, const JsonValueReader& values, ParsedSource& source);

}  // namespace broadsheet::importer

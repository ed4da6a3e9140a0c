#pragma once
// What daily-papers and hotspot-papers JSON share: the day in "meta", sections of papers, and
// members without a field of ours.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "import/papers/json_values.h"
#include "import/source/parsed_source.h"
#include "import/source/source_file.h"

namespace broadsheet::importer {

/// The day of "meta", else of the file's name; std::nullopt, with an error, if there is none.
std::optional<Day> stated_day(const SourceFile& file, const JsonValueReader& values);

/// Warns of a schema_version above `known`.
void check_schema(const json::Node& root, std::int64_t known, const JsonValueReader& values);

/// Calls `visit(section, id)` for each paper of `source` that a section of the list `key` names; a
/// paper that is not there is a warning.
void each_in_sections(
    const json::Node& root, std::string_view key, const ParsedSource& source,
    const JsonValueReader& values,
    const std::function<void(const json::Node& section, const PaperId& id)>& visit);

/// Sorts papers by their place in `order`; the others follow in file order.
void sort_papers(const std::vector<PaperId>& order, std::vector<Entry>& papers);

/// Keeps members without a field of ours in the digest's extra, under the name of the source.
void keep_rest(const json::Node& root, ParsedSource& source);

}  // namespace broadsheet::importer

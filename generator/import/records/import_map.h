#pragma once
// Maps: what the names in files of one program mean, where the names alone do not show it.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "import/records/record.h"

namespace broadsheet::importer {

/// The reader that a map asks for.
enum class MapReader { Any, Json, Table, Blocks, Post };

/// docs/import.md describes the file.
struct ImportMap {
  std::vector<std::string> files = {};  ///< patterns of paths; empty: all
  std::string contains = {};            ///< text that a file has; empty: any
  MapReader read = MapReader::Any;
  std::map<std::string, std::vector<std::string>> fields =
      {};  ///< theirs, by our name or "part LABEL"
};

/// Reads a map. Unknown keys, readers and fields of ours are errors with their place.
/// @return std::nullopt if there is one
std::optional<ImportMap> parse_map(const std::string& yaml, const std::string& path,
                                   Diagnostics& problems);

/// The maps that come with the program; each is recognised by the text that its files have.
std::span<const ImportMap> shipped_maps();

/// The first of `maps`, then of the shipped ones, that is for this file; nullptr if there is none.
const ImportMap* map_for(std::span<const ImportMap> maps, std::string_view path,
                         std::string_view text);

/// Gives members the names of our fields. A member that already has such a name, and is not the one
/// that the map names, becomes "their NAME".
/// Does nothing to a record that is mapped.
void apply_map(const ImportMap& map, Record& record);

/// The names of columns, renamed so.
std::vector<std::string> mapped_names(const ImportMap& map, const std::vector<std::string>& names);

}  // namespace broadsheet::importer

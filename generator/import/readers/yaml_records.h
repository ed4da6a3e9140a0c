#pragma once
// Records in YAML, and the front matter of posts.

#include <optional>
#include <string>
#include <string_view>

#include "import/records/import_map.h"
#include "import/records/record.h"
#include "json/value.h"

namespace broadsheet::importer {

/// The value of a YAML document, within the limits of yaml/tree.h; std::nullopt if it cannot be
/// read.
std::optional<json::Value> yaml_value(const std::string& text);

/// Whether the text begins like YAML and has a member "title".
bool resembles_yaml(std::string_view text);

/// As json_records. Items of a list at the top are read one by one, so that a long list is within
/// the limits.
void yaml_records(std::string_view text, const RecordSink& sink, const ImportMap* map = nullptr);

struct FrontMatter {
  json::Object members;
  std::size_t lines = 0;  ///< of the file, with both lines of dashes
  std::string_view body;
};

/// What is between "---" and "---", or "+++" and "+++" (TOML), at the beginning of a file. If it is
/// not YAML (a title with a colon, for example), each "key: value" of its lines. std::nullopt if
/// there is none.
std::optional<FrontMatter> front_matter(std::string_view text);

}  // namespace broadsheet::importer

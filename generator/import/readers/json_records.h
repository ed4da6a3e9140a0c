#pragma once
// Records in JSON of any nesting, and in lines of JSON.

#include <string_view>

#include "import/records/import_map.h"
#include "import/records/record.h"
#include "json/document.h"

namespace broadsheet::importer {

/// Calls `sink` for each object with a title and an id, in the order of the file, whatever is
/// around it. A text under a key that is an id is a row of a table or a title. The date of an
/// enclosing object, or a key that is one, is the day; other enclosing keys and names are sections.
/// @param map  of the names of members; nullptr: none
void json_records(const json::Node& root, const RecordSink& sink, const ImportMap* map = nullptr);

/// The same for each line that is an object or a list.
void json_line_records(std::string_view text, const RecordSink& sink,
                       const ImportMap* map = nullptr);

/// Whether most of the first lines that are not blank are JSON of their own; some may be broken.
bool are_json_lines(std::string_view text);

/// Whether the text begins with an object in single quotes, as Python prints it.
bool begins_like_python(std::string_view text);

}  // namespace broadsheet::importer

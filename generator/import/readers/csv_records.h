#pragma once
// Records in CSV (RFC 4180), also with tabs or semicolons.

#include <string>
#include <string_view>
#include <vector>

#include "import/records/import_map.h"
#include "import/records/record.h"

namespace broadsheet::importer {

/// Whether the first line names columns, one of them a title and one an id or address.
/// @param map  of the names of columns; nullptr: none
bool is_csv(std::string_view text, const ImportMap* map = nullptr);

/// Calls `sink` for each row after the first. Quoted cells may have separators, line breaks and
/// doubled quotes. Linear in the size of the text.
void csv_records(std::string_view text, const RecordSink& sink, const ImportMap* map = nullptr);

}  // namespace broadsheet::importer

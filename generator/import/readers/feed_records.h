#pragma once
// Records in saved XML: RSS, Atom, OAI-PMH. The only header of this folder's XML; its source
// includes pugixml.

#include <string>
#include <string_view>

#include "import/records/record.h"

namespace broadsheet::importer {

/// Whether the text begins as XML, below a byte order mark and white space.
bool is_xml(std::string_view text);

/// Calls `sink` for each <item>, <entry> or <record>, whatever their namespaces. The date of an RSS
/// channel is the day. Text that is not XML gives nothing.
void feed_records(const std::string& text, const RecordSink& sink);

}  // namespace broadsheet::importer

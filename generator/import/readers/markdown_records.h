#pragma once
// Records in Markdown: rows of tables, posts with front matter, headings and items with labels.

#include <cstddef>
#include <string_view>

#include "import/records/import_map.h"
#include "import/records/record.h"

namespace broadsheet::importer {

/// What was found, for the report.
struct MarkdownKinds {
  std::size_t rows = 0;
  std::size_t posts = 0;   ///< 1: the file is one paper
  std::size_t blocks = 0;  ///< headings and items
};

/// Calls `sink` for each row of a table that lists papers, for each heading or item that is a title
/// with one arXiv id below it, and for the file itself if its front matter states title and id.
/// Headings above a record are its sections; one that states a day gives the day. Linear in the
/// size of the text.
/// @param map  of names; its reader alone is used; nullptr: none
MarkdownKinds markdown_records(std::string_view text, const RecordSink& sink,
                               const ImportMap* map = nullptr);

}  // namespace broadsheet::importer

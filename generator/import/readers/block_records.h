#pragma once
// Records in headings and list items of Markdown with labelled lines below them.

#include <cstddef>
#include <optional>
#include <span>

#include "import/readers/markdown_lines.h"
#include "import/records/record.h"

namespace broadsheet::importer {

/// Calls `sink` for each title that has one arXiv id:
/// - a heading with the address of a paper;
/// - a link to a paper whose label is a title, or an item that begins with a bold one;
/// - any other heading with labels of a paper, and one id, before the next heading.
/// A heading that is a label ("Abstract"), a list's name or a day is never a title. Labelled lines
/// are members; a first line of names without a label is the authors, other text "text".
/// Headings of more papers are their section; the last one with a day states it unless it is of an
/// update.
/// @param day  of all records, if no heading states one
/// @return the records passed on
std::size_t block_records(std::span<const MarkdownLine> lines, std::optional<Day> day,
                          const RecordSink& sink);

}  // namespace broadsheet::importer

#pragma once
// Records in lists of references: BibTeX and RIS.

#include <string_view>

#include "import/records/record.h"

namespace broadsheet::importer {

/// The text without a byte order mark.
std::string_view without_mark(std::string_view text);

/// The next line, trimmed; it is removed from `text`.
std::string_view take_line(std::string_view& text);

/// Whether the text begins with an entry such as "@article{", below comments, "@string" or
/// "@preamble" at most.
bool is_bibtex(std::string_view text);

/// Whether any line begins an entry: for a file whose name says what it is.
bool has_bibtex(std::string_view text);

/// Values in braces, quotes, or bare; braces within them are dropped, TeX is kept. Linear in the
/// size of the text.
void bibtex_records(std::string_view text, const RecordSink& sink);

/// Whether "TY  - " and another tag begin the text, below a few lines of something else at most.
bool is_ris(std::string_view text);

/// Each "TY" to "ER", or to the next "TY" or the end, is a record. A line without a tag continues
/// the value before it.
void ris_records(std::string_view text, const RecordSink& sink);

}  // namespace broadsheet::importer

#pragma once
// Records in lists of references: BibTeX and RIS.

#include <string_view>

#include "import/records/record.h"

namespace broadsheet::importer {

/// Whether the text begins with an entry such as "@article{", below comments at most.
bool is_bibtex(std::string_view text);

/// Values in braces, quotes, or bare; braces within them are dropped, TeX is kept. Linear in the
/// size of the text.
void bibtex_records(std::string_view text, const RecordSink& sink);

/// Whether the text begins with "TY  - ".
bool is_ris(std::string_view text);

/// Each "TY" to "ER" is a record.
void ris_records(std::string_view text, const RecordSink& sink);

}  // namespace broadsheet::importer

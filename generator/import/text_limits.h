#pragma once
// Texts of foreign files within the limits of our own format.

#include "base/diagnostics.h"
#include "import/source/parsed_source.h"

namespace broadsheet::importer {

/// Cuts what the reader of content/ would cut (text/cleanup.h has the limits), with the same
/// wording and the line of the paper, so that the written file is read without a warning and
/// importing it again changes nothing.
void limit_texts(ParsedSource& source, Diagnostics& problems);

}  // namespace broadsheet::importer

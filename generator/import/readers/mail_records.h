#pragma once
// Records in the e-mail with which arXiv announces papers.

#include <string_view>

#include "import/records/record.h"

namespace broadsheet::importer {

/// Whether a line "\\" precedes one with "arXiv:" and an id.
bool is_arxiv_mail(std::string_view text);

/// Each paper with its announce type. The weekday after the end of "received from ... to" is its
/// date.
void mail_records(std::string_view text, const RecordSink& sink);

}  // namespace broadsheet::importer

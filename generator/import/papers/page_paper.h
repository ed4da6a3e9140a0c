#pragma once
// One paper of a published digest: from its labelled fields to an Entry.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "import/source/parsed_source.h"

namespace broadsheet::importer {

struct PagePaper {
  std::string id;  ///< as found; may be empty if the field "ArXiv ID" has it
  std::string title;
  int line = 0;
  std::vector<std::pair<std::string, std::string>> fields;  ///< label and text, in order
};

/// Adds the paper to source.digest.papers, or reports why it cannot be used. Labels without a field
/// of ours go to the entry's extra.
/// @param topics  labels that the page names, to cut "Also Matches" at the right commas
void add_page_paper(const PagePaper& paper, const std::vector<std::string>& topics,
                    ParsedSource& source, Diagnostics& problems);

/// The field of a paper that `label` names, whatever its case: "ArXiv ID", "Primary Topic", "Also
/// Matches", "Authors", "Abstract", "Comment", "Topic Match", "Relevance", "Novelty"; or empty.
std::string_view paper_label(std::string_view label);

/// Warns if the stated count of papers, or the table of contents, differs from the papers found.
/// @param listed  papers in the table of contents; 0: there is none
void check_totals(const ParsedSource& source, std::size_t listed, Diagnostics& problems);

}  // namespace broadsheet::importer

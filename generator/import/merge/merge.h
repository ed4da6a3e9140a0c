#pragma once
// One day from all its sources.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "import/source/parsed_source.h"

namespace broadsheet::importer {

struct MergedDay {
  Digest digest;             ///< path is empty
  std::set<PaperId> listed;  ///< its papers that are not only spotlighted
  std::string prompt_text;   ///< of digest.prompt, if a source has it; or empty
  std::size_t conflicts = 0;
};

/// Merges the sources of one day: at least one, all of the same date, in any order. The result does
/// not depend on their order, and merging it again with them changes nothing.
///
/// source_priority.h ranks the sources: the best one is used, the others fill what it lacks.
/// merge_papers.h decides which papers are on the day, and their order. Where two sources differ, a
/// warning names both places; what Markdown's rendering removes (backslashes, stars) is no
/// difference.
MergedDay merge_day(std::vector<ParsedSource> sources, Diagnostics& problems);

}  // namespace broadsheet::importer

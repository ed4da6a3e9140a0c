#pragma once
// One day from all that say something of it.

#include <cstddef>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "import/formats/parsed_source.h"

namespace broadsheet::importer {

struct MergedDay {
  Digest digest;            ///< path is empty
  std::string prompt_text;  ///< of digest.prompt, when a source brought it; or empty
  std::size_t conflicts = 0;
};

/// Puts the sources of one day together (at least one, all of the same date, any order).
///
/// For papers' text the best source wins: a digest of our own, output JSON, daily-papers,
/// hotspot-papers, Markdown, page; the others fill what it lacks. For model, usage and counts the
/// order is our own, daily-papers, Markdown, page; a cost that is told with more digits wins over
/// its rounded form. A digest in content/ that was itself imported stands just above the best
/// source it came from (extra.imported_from says which), so a later import of something better
/// still improves it, and importing twice changes nothing.
///
/// Spotlighted papers stand first, then the day's list in the order of its page. A paper that only
/// a lesser list names is kept in extra.other_papers. Where two sources really differ, a warning
/// names both places; what Markdown's rendering eats (backslashes, stars) is no difference.
MergedDay merge_day(std::vector<Found> sources, Diagnostics& problems);

}  // namespace broadsheet::importer

#pragma once
// The papers of a day from all its sources, in printed order.

#include <map>
#include <set>
#include <vector>

#include "import/merge/conflicts.h"
#include "import/merge/source_priority.h"

namespace broadsheet::importer {

struct MergedPapers {
  std::vector<Entry> papers;        ///< in printed order
  std::set<PaperId> listed;         ///< of them those that a source lists; others are spotlighted
  std::map<PaperId, Entry> others;  ///< kept aside: papers that a digest made here does not list
  const Source* list = nullptr;     ///< the list that has priority; it may be empty
  bool combined = false;            ///< other lists added papers to it
};

/// Merges papers and texts.
///
/// Which papers: those of a digest that was made here, as it decided; papers of other lists are
/// kept aside. Without one, the papers of all lists. Spotlighted papers are always added.
///
/// Order: a digest of ours as it is; else the page, the list that it was generated from, the output
/// JSON; papers that only a list of spotlights has come last, in its order.
///
/// @param sources  best text first
MergedPapers merge_papers(const std::vector<Source>& sources, Conflicts& conflicts);

}  // namespace broadsheet::importer

#pragma once
// Model, usage and counts of a day from all its sources.

#include <vector>

#include "import/merge/conflicts.h"
#include "import/merge/source_priority.h"

namespace broadsheet::importer {

/// Sets model, usage and counts of `digest`, each from the first source that has it. Of two costs,
/// one the other rounded, the one with more digits is used.
void merge_usage(const std::vector<Source>& sources, Conflicts& conflicts, Digest& digest);

}  // namespace broadsheet::importer

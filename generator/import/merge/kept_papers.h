#pragma once
// Papers that an import keeps aside in a digest's extra, because a digest made here does not list
// them.

#include <map>
#include <vector>

#include "json/value.h"
#include "model/digest.h"

namespace broadsheet::importer {

/// The member of extra that has them.
inline constexpr const char* kOtherPapers = "other_papers";

/// The papers in extra; empty if there are none, or if they cannot be read.
std::vector<Entry> kept_papers(const Digest& digest);

/// The value of that member.
json::List kept_papers_value(const std::map<PaperId, Entry>& papers);

}  // namespace broadsheet::importer

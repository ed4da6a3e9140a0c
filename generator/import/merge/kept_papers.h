#pragma once
// Papers that an import keeps aside in a digest's extra, because a digest made here does not list
// them.

#include <map>
#include <string>
#include <vector>

#include "model/digest.h"

namespace broadsheet::importer {

/// The member of extra that has them.
inline constexpr const char* kOtherPapers = "other_papers";

/// The papers in extra; empty if there are none, or if they cannot be read.
std::vector<Entry> kept_papers(const Digest& digest);

/// As a JSON list on one line.
std::string kept_papers_json(const std::map<ArxivId, Entry>& papers);

}  // namespace broadsheet::importer

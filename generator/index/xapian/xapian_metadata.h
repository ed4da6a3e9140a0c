#pragma once
// What a Xapian database was made from, and that its files are as the last writer left them.
// Used by xapian_index.cc only.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/inverted_index.h"
#include "index/xapian/xapian_index.h"

namespace broadsheet::index {

/// Of the schema and of Xapian: a database with another one is rebuilt.
std::string version_text();

/// A line for each: "papers hash", decimal.
std::string encode_checkpoints(const std::vector<Checkpoint>& checkpoints);
/// Reads what encode_checkpoints wrote; empty for other text.
std::vector<Checkpoint> decode_checkpoints(std::string_view text);

/// Papers that both have, in complete days.
std::uint32_t common_papers(const std::vector<Checkpoint>& old_ones,
                            const std::vector<Checkpoint>& new_ones);

/// Writes the file `seal`: the version, then names, sizes and times of all files, and a hash over
/// their bytes; XapianIndex::doubt compares it. Throws Error(Io).
void write_seal(const fs::path& folder);

}  // namespace broadsheet::index

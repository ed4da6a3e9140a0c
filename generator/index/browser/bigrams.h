#pragma once
// Neighbouring words of a range of papers: what the browser finds phrases with.
// Format: docs/search-index.md.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/output.h"
#include "index/browser/client_files.h"
#include "index/forward_index.h"

namespace broadsheet::index {

/// Two words with fewer papers in a segment that hold both have no pair there: reading the papers
/// is cheaper. The small segments of the newest papers have all pairs.
/// @param papers  of the segment
/// Twin: fewestTogether in themes/shared/search/phrase.js.
std::size_t fewest_together(std::uint32_t papers);

/// Writes the pairs of documents `begin` up to `end` below search/p/, unless `output` has kept
/// them. Pure: depends on these documents and `options`. Memory: some 2 KB a paper of 250 words of
/// the range, and 40 MB.
PairSegment write_pairs(const PackedIndex& index, std::uint32_t begin, std::uint32_t end,
                        const ClientIndexOptions& options, OutputSink& output);

/// Which file has the pair of `first` and `second`.
/// @param papers  of the segment that hold `first`
/// @param files   of the segment
/// Twin: fileOfPair in themes/shared/search/phrase.js.
std::uint32_t file_of_pair(std::string_view first, std::string_view second, std::uint32_t papers,
                           std::uint32_t files);

}  // namespace broadsheet::index

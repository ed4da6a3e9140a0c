#pragma once
// One segment of the browser's index: the papers of a range, as buckets, long lists and lexicon.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "search/client_index.h"
#include "search/inverted_index.h"

namespace broadsheet::search {

/// A segment's files, and what the manifest says of it.
struct Segment {
  std::uint32_t begin = 0;  ///< first document
  std::uint32_t end = 0;    ///< behind the last
  std::string hash;         ///< 7 hexadecimal digits, of all files: the folder's name
  std::vector<std::string> keys;           ///< where each bucket begins, by stem
  std::vector<std::string> forward_keys;   ///< where each file of the lexicon begins; empty: the segment
                                           ///< is so small that its buckets serve
  std::vector<std::string> backward_keys;  ///< the same of the reversed lexicon
  std::vector<std::pair<std::string, std::string>> files;  ///< name within the folder, bytes
};

/// What `make_segment` reads beside the index; made once for all segments.
struct Terms {
  std::vector<Form> filters;          ///< topics ("!t" + value) and categories ("!c" + value)
  std::vector<const Form*> all;       ///< filters, then forms, by (stem, text)
  std::vector<const Form*> forward;   ///< forms by text
  std::vector<std::pair<std::string, const Form*>> backward;  ///< forms by reversed text

  explicit Terms(const InvertedIndex& index);
  Terms(const Terms&) = delete;
  Terms& operator=(const Terms&) = delete;
};

/// The segment of documents `begin` up to `end`. Pure: depends on these documents and `options`.
Segment make_segment(const InvertedIndex& index, const Terms& terms, std::uint32_t begin,
                     std::uint32_t end, const ClientIndexOptions& options);

/// The positions of a range of papers.
struct PositionSegment {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string hash;               ///< 7 hexadecimal digits, of all files
  std::vector<std::string> keys;  ///< where each file begins, by form
  std::vector<std::pair<std::string, std::string>> files;
};

/// A form with fewer papers in a segment of positions has none there: reading the papers is cheaper.
/// Twin: FEWEST in themes/shared/search/client.js.
constexpr std::size_t kFewestWithPositions = 4;

PositionSegment make_position_segment(const InvertedIndex& index, const Terms& terms,
                                      std::uint32_t begin, std::uint32_t end,
                                      const ClientIndexOptions& options);

/// The shortest text that is above `before` and not above `first`, as the browser compares.
std::string separator(std::string_view before, std::string_view first);

}  // namespace broadsheet::search

#pragma once
// One segment of the browser's index: the papers of a range, as buckets, long lists and lexicon.

#include <cstdint>
#include <string>
#include <vector>

#include "base/output.h"
#include "index/browser/client_files.h"
#include "index/browser/shard_format.h"
#include "index/forward_index.h"

namespace broadsheet::index {

/// A form of a segment.
struct PlannedForm {
  std::uint32_t form = 0;  ///< of the PackedIndex
  std::uint32_t df = 0;    ///< papers of the segment that hold it
  bool is_long = false;    ///< its postings are in the file of its stem
};

/// A range of the stems of a segment.
struct Bucket {
  std::size_t begin = 0;  ///< its first form, of Segment::forms
  std::size_t end = 0;
  std::vector<Alias> aliases;
};

/// The words of one file of the lexicon.
using LexiconFile = std::vector<Entry>;

/// A segment and what its files are made from.
struct Segment : SegmentFiles {
  std::vector<PlannedForm> forms;  ///< rising
  std::vector<Bucket> buckets;
  std::vector<LexiconFile> forward;   ///< all forms
  std::vector<LexiconFile> backward;  ///< forms that no paper before the segment holds, reversed
  std::vector<std::string> reversed;  ///< the texts of `backward`
};

/// The segment of documents `begin` up to `end`. Pure: depends on these documents, on which of
/// their forms are new, and on `options`. Memory: some 100 bytes a form, and one form's postings.
Segment plan_segment(const PackedIndex& index, std::uint32_t begin, std::uint32_t end,
                     const ClientIndexOptions& options);

/// Writes the files of a segment below search/s/, unless `output` has kept them. Holds one bucket.
void write_segment(const PackedIndex& index, const Segment& segment, OutputSink& output);

/// The shortest text that is above `before` and not above `first`, as the browser compares.
std::string separator(std::string_view before, std::string_view first);

}  // namespace broadsheet::index

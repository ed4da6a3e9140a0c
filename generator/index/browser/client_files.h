#pragma once
// Which files the browser's index has, and what they are made from: what the manifest lists, and
// what a build stores so that the next one need not plan them again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "index/stored.h"
#include "model/calendar.h"

namespace broadsheet::index {

/// Sizes that decide how much one look-up fetches, in bytes as written, about.
/// A reader needs none of them.
struct ClientIndexOptions {
  std::size_t bucket_bytes = 1500;    ///< a bucket is closed when it has so many
  std::size_t own_bytes = 800;        ///< a stem whose lists take more has a bucket of its own
  std::size_t pair_words = 900;       ///< words of papers for each file of pairs of a segment
  std::size_t lexicon_bytes = 4500;   ///< a file of the lexicon is closed when it has so many
  std::size_t lexicon_buckets = 256;  ///< a segment of fewer buckets has no forward lexicon
};

/// A folder of result data: the papers of one day.
struct DayFolder {
  Day day;
  std::uint32_t papers = 0;
  std::uint64_t key = 0;  ///< a hash of all that the files are made from

  std::string hash() const;    ///< 5 hexadecimal digits of the key
  std::string folder() const;  ///< with its slash
};

/// A range of papers whose words have files of their own.
struct SegmentFiles {
  std::uint32_t begin = 0;                 ///< first document
  std::uint32_t end = 0;                   ///< one past the last
  std::uint64_t key = 0;                   ///< a hash of all that the files are made from
  std::vector<std::string> keys;           ///< where each bucket begins, by stem
  std::vector<std::string> forward_keys;   ///< where each file of the lexicon begins; empty: the
                                           ///< segment is so small that its buckets serve
  std::vector<std::string> backward_keys;  ///< the same of the reversed lexicon

  std::string hash() const;    ///< 7 hexadecimal digits of the key
  std::string folder() const;  ///< with its slash
};

/// A range of papers whose pairs of words have files of their own.
struct PairSegment {
  std::uint32_t begin = 0;  ///< first document
  std::uint32_t end = 0;    ///< one past the last
  std::uint32_t files = 0;  ///< named 0 to files - 1; one without pairs is empty
  std::uint64_t key = 0;    ///< a hash of all that the files are made from

  std::string hash() const;    ///< 7 hexadecimal digits of the key
  std::string folder() const;  ///< with its slash
};

/// A range of papers whose vectors are in a file of their own, named 0.
struct VectorRange {
  std::uint32_t begin = 0;  ///< first document
  std::uint32_t end = 0;    ///< one past the last
  std::uint64_t key = 0;    ///< a hash of the vectors

  std::string hash() const;    ///< 7 hexadecimal digits of the key
  std::string folder() const;  ///< with its slash
};

/// All files of an index.
struct ClientFiles {
  /// The path of a paper's page around its identifier: "/papers/" and "/".
  std::string url_before;
  std::string url_after;
  std::vector<DayFolder> days;
  std::vector<SegmentFiles> segments;
  std::vector<PairSegment> pairs;
  std::vector<VectorRange> vectors{};  ///< not stored: they cost nothing to find again

  void store(StoredWriter& out) const;
  static ClientFiles read(StoredReader& in);
};

}  // namespace broadsheet::index

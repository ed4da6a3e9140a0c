#pragma once
// Papers as short vectors: those on one subject point in one direction, whatever words they use.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/forward_index.h"
#include "index/stored.h"

namespace broadsheet::index {

/// Latent semantic analysis of titles, comments and abstracts: each word has a vector, that of a
/// paper is the sum of those of its words by frequency and rarity, in 64 small whole numbers.
///
/// The words' vectors (the basis) are made from the papers before the quarter of the last paper, at
/// most the newest 20,000 of these; with fewer than 300 there are none. So they, and the vectors of
/// papers, depend on the papers alone, whatever builds came before, and stay until a quarter ends.
/// Rounded logarithms, additions in one order and sums of whole numbers: the bits are the same on
/// every machine.
///
/// Cost: about a second for a basis of 4,000 papers, and 10 KB a paper while it is made.
/// Source: Deerwester et al., Indexing by latent semantic analysis, 1990; truncated SVD by subspace
/// iteration, Halko, Martinsson and Tropp, Finding structure with randomness, 2011.
class PaperVectors {
 public:
  static constexpr std::size_t kSize = 64;  ///< numbers of a vector
  static constexpr int kMost = 7;           ///< each is -kMost to kMost
  using Vector = std::span<const std::int8_t>;

  /// Adds the papers that `words` has more than before; all are made again if a quarter ended.
  void update(const PackedIndex& words);

  /// Papers with a vector: all, or none.
  std::uint32_t papers() const { return static_cast<std::uint32_t>(vectors_.size() / kSize); }
  Vector of(std::uint32_t paper) const {
    return Vector(vectors_).subspan(std::size_t{paper} * kSize, kSize);
  }
  /// Papers before this one are those that the basis was made from.
  std::uint32_t basis_end() const { return basis_end_; }

  void store(StoredWriter& out) const;
  static PaperVectors read(StoredReader& in);

 private:
  struct Counter;
  void fit(const PackedIndex& words, std::uint32_t begin, std::uint32_t end);
  void add(const PackedIndex& words);

  std::uint32_t basis_end_ = 0;
  std::vector<std::string> stems_;     // in the order of PackedIndex
  std::vector<std::uint16_t> rarity_;  // by stem, in 1/64
  std::vector<std::int16_t> axes_;     // by stem, kSize numbers each
  std::vector<std::int8_t> vectors_;   // by paper, kSize numbers each
};

/// The vectors of papers `begin` up to `end`, two numbers in a byte, the first in its lower half,
/// each with kMost added. Twin: vectorsOf in themes/shared/search/subject.js.
std::string pack_vectors(const PaperVectors& vectors, std::uint32_t begin, std::uint32_t end);
/// Reads the vector of the paper in place `at`, from 0. Empty past the end.
std::vector<std::int8_t> unpack_vector(std::string_view packed, std::size_t at);

}  // namespace broadsheet::index

#pragma once
// The order by subject (query/subject.h) over a database. Used by xapian_query.cc only.

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::index {

struct SubjectHit {
  std::uint32_t document = 0;
  double rank = 0;
  bool all = false;  ///< has all words of the query
};

/// The numbers of the hits in their new order; the same order if the papers have no vectors.
/// @param hits  by falling rank
std::vector<std::size_t> subject_order(const Xapian::Database& database,
                                       std::span<const SubjectHit> hits);

}  // namespace broadsheet::index

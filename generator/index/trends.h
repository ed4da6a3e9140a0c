#pragma once
// Words that rise.

#include <cstddef>
#include <vector>

#include "index/topical_terms.h"
#include "model/calendar.h"
#include "model/trend.h"

namespace broadsheet::index {

/// Terms of which the last month has more than the months before led to expect, surest first
/// (log-likelihood ratio). The last month is the last of `months` with 30 papers and a quarter of
/// the middle month's, else the last with any. A paper is about a term in its title, in comment and
/// abstract, or named three times. A term needs 4 papers in it, and 1 in 150, and must not be in a
/// fifth of all. None when there is no month before.
/// @param months  rising, unique; papers of other months do not count
/// Source of the ratio: Dunning 1993, "Accurate methods for the statistics of surprise and
/// coincidence".
std::vector<Trend> trends(const PackedIndex& words, const DocumentOf& documents,
                          const std::vector<Month>& months, std::size_t limit = 24);

}  // namespace broadsheet::index

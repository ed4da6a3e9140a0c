#pragma once
// Counts of papers by year, month, topic and score. Used by xapian_query.cc only.

#include <xapian.h>

#include <vector>

#include "query/result.h"

namespace broadsheet::index {

/// Over the papers `found`, in any order.
query::Facets facets_of(const Xapian::Database& database, std::vector<Xapian::docid> found);

}  // namespace broadsheet::index

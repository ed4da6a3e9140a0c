#pragma once
// Words that only count together, as a query of Xapian. Used by xapian_query.cc only.

#include <xapian.h>

#include "query/resolve.h"

namespace broadsheet::index {

/// The papers that have all words of a composite, each with 2 u wdf / (1 + wdf).
Xapian::Query weighed_query(const Xapian::Database& database, const query::Composite& composite);

}  // namespace broadsheet::index

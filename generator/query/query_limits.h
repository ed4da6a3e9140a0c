#pragma once
// Days and scores that a query is limited to. Used by query.cc only. Limits add up: the narrowest
// holds. Twins: limitByDays and limitByScore in themes/shared/search/limits.js.

#include <string_view>

#include "query/query.h"

namespace broadsheet::query {

/// Narrows `query` by "2026-02", or for "date" by "2026-02..2026-03" too, one end of which may be
/// missing. False, and nothing done, when `value` cannot be read.
/// @param name  "date", or "from" or "to" for one end alone
bool limit_by_days(Query& query, std::string_view name, std::string_view value);

/// The same by a score: ">=17" ">17" "<=17" "<17" "=17" "17" "15..17" "15.." "..17".
bool limit_by_score(Query& query, std::string_view value);

/// Papers of at least `score`, or when `open` of more.
void limit_from_below(Query& query, double score, bool open);

}  // namespace broadsheet::query

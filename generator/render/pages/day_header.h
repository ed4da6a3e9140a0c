#pragma once
// The header of a day's page: from neighbours and notices to tokens and cost. Used by day_view.cc.

#include <cstddef>
#include <cstdint>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// Sets pager, weekday, date, note, notice, summary, funnel, map and usage.
void set_day_header(theme::View& view, PageContext& context, std::size_t digest);

/// How many papers were selected.
std::int64_t selected_papers(const Digest& digest);

}  // namespace broadsheet::render

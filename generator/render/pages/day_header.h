#pragma once
// The header of a day's page: from neighbours and notices to tokens and cost. Used by day_view.cc.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// Sets pager, weekday, date, note, notice, summary, funnel, map and usage.
void set_day_header(theme::View& view, PageContext& context, std::size_t digest);

/// "412 papers on arXiv, 391 scanned, 20 relevant. Selected by gpt-5 for $0.59."
std::string day_summary(const PageContext& context, std::size_t digest);

/// What a reader should know of a day that failed, is incomplete or has no papers.
struct DayNotice {
  std::string lead;  ///< a sentence
  std::string text;  ///< the rest; may be empty
  Link link = {};    ///< to the last complete day, if the day failed
};
std::optional<DayNotice> day_notice(const PageContext& context, std::size_t digest);

/// How many papers were selected.
std::int64_t selected_papers(const Digest& digest);

}  // namespace broadsheet::render

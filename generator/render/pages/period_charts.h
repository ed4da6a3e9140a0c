#pragma once
// What the charts of a month or a year show: sums of its days or months. Used by period_view.cc.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// Digests [begin, end) of a month or a year.
struct Period {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string name;                ///< "February 2026"
  std::vector<Appearance> papers;  ///< each once
};

/// @param first, last  days, inclusive
Period period_of(const PageContext& context, Day first, Day last, std::string name);

/// Sums for one bar: of a day of a month, or a month of a year.
struct Slot {
  std::string label;  ///< below the bar; may be empty
  std::string name;   ///< "5 February", "February 2026"
  std::int64_t papers = 0;
  std::int64_t scanned = 0;
  double cost = 0;             ///< US dollars
  bool failed = false;         ///< scoring failed on all its days
  bool any = false;            ///< it has a day at all
  std::vector<double> topics;  ///< papers of each topic of config.yaml
};

/// One for each day of the month, also for those without a digest; Mondays have a label.
std::vector<Slot> day_slots(const PageContext& context, Month month);
/// Twelve; every second has a label, or they would run into each other in a narrow column.
std::vector<Slot> month_slots(const PageContext& context, int year);
/// Topics of days put together by week: single days are too few papers for shares.
std::vector<Slot> weeks_of(const std::vector<Slot>& days);

/// Each is empty when there is nothing to show.
theme::Html papers_chart(const PageContext& context, const std::vector<Slot>& slots,
                         const Period& period);
theme::Html scanned_chart(const PageContext& context, const std::vector<Slot>& slots,
                          const Period& period);
theme::Html cost_chart(const PageContext& context, const std::vector<Slot>& slots,
                       const Period& period);
/// @param word  of the text alternative: "chart.topics_by_week"
theme::Html topics_chart(const PageContext& context, const std::vector<Slot>& slots,
                         const Period& period, std::string_view word);

}  // namespace broadsheet::render

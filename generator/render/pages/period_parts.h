#pragma once
// What the pages of a week, a month and a year have in common.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "render/pages/period_charts.h"
#include "render/parts/page_context.h"
#include "render/parts/top_papers.h"

namespace broadsheet::render {

/// Digests that have papers.
std::int64_t issues_of(const PageContext& context, const Period& period);

/// "18 issues with 635 papers, 7 of them author matches. With those that came again: 721 entries.
/// No issue on 3 and 4 February."
/// @param days  first and last day of the period, to name those without an issue
std::string period_note(const PageContext& context, const Period& period,
                        std::optional<std::pair<Day, Day>> days);

/// Sets the key "notice", or skips its section: days that failed.
void set_period_notice(theme::View& view, const PageContext& context, const Period& period);

/// @param ranked  papers of the period, best first
std::vector<theme::View> topic_shares(const PageContext& context, const Period& period,
                                      const std::vector<Appearance>& ranked);
std::vector<theme::View> failed_days(const PageContext& context, const Period& period);

/// Sets the keys "top", "best", "best_heading" and "best_rule".
/// @param firsts  first appearances among the period's papers
void set_best(theme::View& view, PageContext& context, const std::vector<Appearance>& firsts,
              const BestLimits& limits);

/// Links to the weeks that have an issue on one of these days.
std::vector<theme::View> week_links(const PageContext& context, Day first, Day last);

bool shows_sample(const PageContext& context, const Period& period);

}  // namespace broadsheet::render

#pragma once
// Calendars of months: what each day has, as a dot, a state or nothing.

#include <optional>
#include <string>
#include <vector>

#include "render/pages/page_context.h"

namespace broadsheet::render {

/// @param current  a day to frame: that of the page
theme::View calendar_view(const PageContext& context, Month month, std::optional<Day> current = {});

/// "42 papers", "scoring failed", "incomplete", "nothing selected".
std::string day_label(const PageContext& context, const Digest& digest);

/// Weekdays without a digest strictly between two days, oldest first; configured holidays too.
std::vector<Day> missing_days(const Library& library, Day after, Day before);

/// "No issue on 3, 4 and 26 February."; "No issue from 5 June to 3 July." when they are many;
/// empty when there are none.
std::string missing_note(const PageContext& context, const std::vector<Day>& days);

}  // namespace broadsheet::render

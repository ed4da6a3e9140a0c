#pragma once
// Calendars of months: what each day has, as a dot, a state or nothing.

#include <optional>
#include <string>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// @param current  a day to frame: that of the page
theme::View calendar_view(const PageContext& context, Month month, std::optional<Day> current = {});

/// "42 papers", "scoring failed", "incomplete", "nothing selected".
std::string day_label(const PageContext& context, const Digest& digest);

/// What is missing strictly between two days: "No issue on 3, 4 and 26 February. Not imported: 5
/// February." Weekdays without a digest between the first and the last one have no issue,
/// configured holidays too, unless Library::absent_days() has them. Empty if nothing is missing.
std::string missing_note(const PageContext& context, Day after, Day before);

}  // namespace broadsheet::render

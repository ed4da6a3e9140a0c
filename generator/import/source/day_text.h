#pragma once
// Days as file names, headings and cells spell them.

#include <optional>
#include <string_view>

#include "model/calendar.h"

namespace broadsheet::importer {

/// The last day in `text`, from 1991 to 2100: "2026-03-02", "2026/03/02", "2026.3.2", "20260302",
/// "202603/02", "2-Mar-2026", "Mon, 2 March 2026", "March 2, 2026", "2026年3月2日", a week as its
/// Sunday ("2026-W10"), a range as its end ("June 23 - June 29 - 2025"). Days that could be read in
/// two orders ("02/03/2026") are not read. Linear in the size of the text.
std::optional<Day> last_day_in(std::string_view text);

/// Whether a heading below the one of its day states another day, and is not about one: "Papers
/// accepted before May 7 2019".
bool is_mostly_date(std::string_view text);

}  // namespace broadsheet::importer

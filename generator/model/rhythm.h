#pragma once
// How often a digest appears.

#include <span>
#include <string>
#include <vector>

#include "model/calendar.h"
#include "model/library.h"

namespace broadsheet {

/// Whether digests appear once a week or more rarely: there are three at least, and the median
/// distance of two that follow one another is six days or more. The weekdays between are then no
/// days without an issue.
/// @param days  sorted
bool is_weekly(std::span<const Day> days);
bool is_weekly(const Library& library);

/// Whether a working day comes after `newest` and not after `last`.
/// @param holidays  ISO days without an announcement
bool expects_issue(Day newest, Day last, const std::vector<std::string>& holidays);

}  // namespace broadsheet

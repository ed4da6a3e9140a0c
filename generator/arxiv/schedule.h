#pragma once
// When arXiv announces. Feeds carry the date of New York, where the day changes five or four hours
// after UTC's; nothing is announced on Saturdays, Sundays and some holidays.
// Source: https://info.arxiv.org/help/availability.html

#include <chrono>
#include <span>
#include <string>

#include "model/calendar.h"

namespace broadsheet::arxiv {

/// The day in New York at that moment, by the rule of daylight saving since 2007 (from the second
/// Sunday of March to the first Sunday of November, at 2 in the morning).
Day new_york_day(std::chrono::system_clock::time_point moment);

enum class DayKind { Working, Weekend, Holiday };

/// @param holidays  ISO days of config.yaml
DayKind kind_of(Day day, std::span<const std::string> holidays);

}  // namespace broadsheet::arxiv

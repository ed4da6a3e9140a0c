#pragma once
// Days that should have a digest and have none.

#include <string>
#include <vector>

#include "base/files.h"
#include "model/calendar.h"

namespace broadsheet::app {

/// Days that have a digest file, content/YYYY-MM/YYYY-MM-DD.json, sorted. No file is read.
std::vector<Day> digest_days(const fs::path& content);

/// Weekdays between the first and the last of `days`, sorted, that are neither among them nor
/// holidays. None if the digest is weekly.
/// @param holidays  ISO days
std::vector<Day> missing_weekdays(const std::vector<Day>& days,
                                  const std::vector<std::string>& holidays);

/// "2026-01-02, 2026-01-05, ...": at most ten.
std::string named_days(const std::vector<Day>& days);

}  // namespace broadsheet::app

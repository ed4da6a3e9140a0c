#include "app/build/missing_days.h"

#include <algorithm>
#include <optional>

#include "model/digest.h"
#include "model/rhythm.h"

namespace broadsheet::app {

std::vector<Day> digest_days(const fs::path& content) {
  std::vector<Day> days;
  for (const std::string& path : list_files(content)) {
    if (const auto day = day_of_digest_file(path)) days.push_back(*day);
  }
  std::sort(days.begin(), days.end());
  return days;
}

std::vector<Day> missing_weekdays(const std::vector<Day>& days,
                                  const std::vector<std::string>& holidays) {
  std::vector<Day> missing;
  if (is_weekly(days)) return missing;
  for (std::size_t i = 1; i < days.size(); ++i) {
    for (Day day = days[i - 1].plus(1); day < days[i]; day = day.plus(1)) {
      const bool holiday = std::find(holidays.begin(), holidays.end(), day.str()) != holidays.end();
      if (!day.is_weekend() && !holiday) missing.push_back(day);
    }
  }
  return missing;
}

std::string named_days(const std::vector<Day>& days) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(days.size(), 10); ++i) {
    text += (i > 0 ? ", " : "") + days[i].str();
  }
  return days.size() > 10 ? text + ", ..." : text;
}

}  // namespace broadsheet::app

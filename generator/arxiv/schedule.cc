#include "arxiv/schedule.h"

#include <algorithm>
#include <cstdio>

namespace broadsheet::arxiv {

Day new_york_day(std::chrono::system_clock::time_point moment) {
  using namespace std::chrono;
  const year_month_day date{floor<days>(moment)};
  const auto start = sys_days(date.year() / March / Sunday[2]) + hours(7);   // 2:00 EST
  const auto end = sys_days(date.year() / November / Sunday[1]) + hours(6);  // 2:00 EDT
  const bool summer = moment >= start && moment < end;
  return Day::from(floor<days>(moment - hours(summer ? 4 : 5)));
}

DayKind kind_of(Day day, std::span<const std::string> holidays) {
  if (day.is_weekend()) return DayKind::Weekend;
  const bool listed = std::find(holidays.begin(), holidays.end(), day.str()) != holidays.end();
  return listed ? DayKind::Holiday : DayKind::Working;
}

std::string utc_text(std::chrono::system_clock::time_point moment) {
  using namespace std::chrono;
  const auto day = floor<days>(moment);
  const hh_mm_ss time{floor<seconds>(moment - day)};
  char text[16];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return Day::from(day).str() + text;
}

}  // namespace broadsheet::arxiv

#include "arxiv/schedule.h"

#include <algorithm>

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

}  // namespace broadsheet::arxiv

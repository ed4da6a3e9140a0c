#include "model/rhythm.h"

#include <algorithm>
#include <vector>

namespace broadsheet {

bool is_weekly(std::span<const Day> days) {
  constexpr long kLeastDistance = 6;
  if (days.size() < 3) return false;
  std::vector<long> distances;
  for (std::size_t at = 1; at < days.size(); ++at) {
    distances.push_back((days[at].days() - days[at - 1].days()).count());
  }
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle >= kLeastDistance;
}

bool is_weekly(const Library& library) {
  std::vector<Day> days;
  for (const Digest& digest : library.digests()) days.push_back(digest.date);
  return is_weekly(days);
}

bool expects_issue(Day newest, Day last, const std::vector<std::string>& holidays) {
  for (Day day = newest; day < last;) {
    day = day.plus(1);
    const bool holiday = std::find(holidays.begin(), holidays.end(), day.str()) != holidays.end();
    if (!day.is_weekend() && !holiday) return true;
  }
  return false;
}

}  // namespace broadsheet

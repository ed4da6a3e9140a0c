#include "render/input/weeks.h"

#include <algorithm>

#include "model/rhythm.h"

namespace broadsheet::render {

std::vector<LibraryWeek> weeks_of(const Library& library) {
  std::vector<LibraryWeek> weeks;
  if (is_weekly(library)) return weeks;
  const std::span<const Digest> digests = library.digests();
  for (std::size_t d = 0; d < digests.size(); ++d) {
    const Week week = Week::of(digests[d].date);
    if (weeks.empty() || weeks.back().week != week) {
      weeks.push_back({.week = week, .begin = d, .end = d});
    }
    weeks.back().end = d + 1;
  }
  return weeks;
}

const LibraryWeek* find_week(std::span<const LibraryWeek> weeks, Week week) {
  const auto found =
      std::lower_bound(weeks.begin(), weeks.end(), week,
                       [](const LibraryWeek& one, Week wanted) { return one.week < wanted; });
  return found != weeks.end() && found->week == week ? &*found : nullptr;
}

bool expects_more(const LibraryWeek& week, const Library& library,
                  const std::vector<std::string>& holidays) {
  return expects_issue(library.digests()[week.end - 1].date, week.week.last(), holidays);
}

bool is_over(const LibraryWeek& week, const Library& library,
             const std::vector<std::string>& holidays) {
  return week.end < library.digests().size() || !expects_more(week, library, holidays);
}

}  // namespace broadsheet::render

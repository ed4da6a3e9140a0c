#pragma once
// The weeks of a library, as they have pages, feed entries and editions of the mail.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "model/calendar.h"
#include "model/library.h"

namespace broadsheet::render {

/// A week that has a digest: digests [begin, end) of the library.
struct LibraryWeek {
  Week week;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Oldest first. None if digests appear once a week or more rarely (is_weekly): each would be its
/// only issue again.
std::vector<LibraryWeek> weeks_of(const Library& library);

/// The week of a day among those of weeks_of; nullptr if it is not there.
const LibraryWeek* find_week(std::span<const LibraryWeek> weeks, Week week);

/// Whether a working day of the week comes after its newest issue.
/// @param holidays  ISO days without an announcement
bool expects_more(const LibraryWeek& week, const Library& library,
                  const std::vector<std::string>& holidays);

/// Whether no other issue of the week is expected: it has the issue of its last working day, or a
/// later week has one.
bool is_over(const LibraryWeek& week, const Library& library,
             const std::vector<std::string>& holidays);

}  // namespace broadsheet::render

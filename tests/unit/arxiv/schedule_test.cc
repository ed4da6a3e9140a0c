#include "arxiv/schedule.h"

#include <vector>

#include "model/utc_text.h"
#include "support/catch.h"
#include "support/fake_world.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;

TEST_CASE("the day in New York follows daylight saving") {
  struct Case {
    int year;
    unsigned month, day;
    int hour;
    std::string there;
  };
  const auto& [year, month, day, hour, there] = GENERATE(values<Case>({
      {2026, 1, 15, 4, "2026-01-14"},  // winter: five hours
      {2026, 1, 15, 5, "2026-01-15"},
      {2026, 7, 15, 3, "2026-07-14"},  // summer: four
      {2026, 7, 15, 4, "2026-07-15"},
      {2026, 3, 8, 4, "2026-03-07"},  // the change itself: 7:00 UTC
      {2026, 3, 9, 4, "2026-03-09"},
      {2026, 11, 1, 4, "2026-11-01"},
      {2026, 11, 2, 4, "2026-11-01"},
      {2026, 12, 31, 23, "2026-12-31"},
      {2027, 1, 1, 2, "2026-12-31"},
  }));
  CAPTURE(there, hour);
  CHECK(new_york_day(test::moment(year, month, day, hour)).str() == there);
}

TEST_CASE("weekends and listed holidays are no working days") {
  const std::vector<std::string> holidays = {"2026-12-25", "nonsense"};
  CHECK(kind_of(Day(2026, 2, 28), holidays) == DayKind::Weekend);
  CHECK(kind_of(Day(2026, 3, 1), holidays) == DayKind::Weekend);
  CHECK(kind_of(Day(2026, 3, 2), holidays) == DayKind::Working);
  CHECK(kind_of(Day(2026, 12, 25), holidays) == DayKind::Holiday);
}

TEST_CASE("a moment is written in UTC") {
  CHECK(utc_text(test::moment(2026, 2, 3, 4) + std::chrono::seconds(65)) == "2026-02-03T04:01:05Z");
}

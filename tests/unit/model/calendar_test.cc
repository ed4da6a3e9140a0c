#include "model/calendar.h"

#include <string>

#include "support/catch.h"

using broadsheet::Day;
using broadsheet::Month;
using broadsheet::Week;

TEST_CASE("a day is read from its ISO form and written back") {
  const std::string iso = GENERATE(as<std::string>{}, "2026-07-14", "2024-02-29", "2000-02-29",
                                   "0001-01-01", "9999-12-31");
  CAPTURE(iso);
  REQUIRE(Day::parse(iso));
  CHECK(Day::parse(iso)->str() == iso);
}

TEST_CASE("what is not an existing day is refused") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "2026-7-14", "2026-07-1", "2026/07/14", "2026-02-29",
               "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-01-00", "2026-01-32",
               "0000-01-01", "2026-01-01 ", " 2026-01-01", "20260101", "+026-01-01", "2026-01-0x",
               "2026-01-011", "-026-01-01", "2026--1-01");
  CAPTURE(text);
  CHECK_FALSE(Day::parse(text));
}

TEST_CASE("a month is read from its ISO form only") {
  CHECK(Month::parse("2026-07")->str() == "2026-07");
  const std::string text = GENERATE(as<std::string>{}, "", "2026-7", "2026-00", "2026-13",
                                    "2026-07-01", "202607", "0000-01");
  CAPTURE(text);
  CHECK_FALSE(Month::parse(text));
}

TEST_CASE("a month knows its length and its neighbours") {
  CHECK(Month(2026, 2).days() == 28);
  CHECK(Month(2024, 2).days() == 29);
  CHECK(Month(1900, 2).days() == 28);
  CHECK(Month(2026, 12).days() == 31);
  CHECK(Month(2026, 12).next() == Month(2027, 1));
  CHECK(Month(2026, 1).previous() == Month(2025, 12));
  CHECK(Month(2026, 6).next() == Month(2026, 7));
  CHECK(Month(2026, 6).previous() == Month(2026, 5));
}

TEST_CASE("weekdays run from Monday 1 to Sunday 7") {
  struct Case {
    std::string iso;
    int weekday;
    bool weekend;
  };
  const auto& [iso, weekday, weekend] = GENERATE(values<Case>({
      {"2026-02-27", 5, false},
      {"2026-02-28", 6, true},
      {"2026-03-01", 7, true},
      {"2026-03-02", 1, false},
      {"1970-01-01", 4, false},
  }));
  CAPTURE(iso);
  CHECK(Day::parse(iso)->weekday() == weekday);
  CHECK(Day::parse(iso)->is_weekend() == weekend);
}

TEST_CASE("days are added across months, years and leap days") {
  CHECK(Day(2026, 12, 31).plus(1) == Day(2027, 1, 1));
  CHECK(Day(2026, 3, 1).plus(-1) == Day(2026, 2, 28));
  CHECK(Day(2024, 2, 28).plus(1) == Day(2024, 2, 29));
  CHECK(Day(2026, 7, 14).plus(0) == Day(2026, 7, 14));
  CHECK(Day::from(Day(2026, 7, 14).days()) == Day(2026, 7, 14));
}

TEST_CASE("a day has a number for sorting and slots") {
  CHECK(Day(2026, 7, 4).number() == 20260704);
  CHECK(Day(2026, 7, 4).month() == Month(2026, 7));
  CHECK(Day(2025, 12, 31) < Day(2026, 1, 1));
}

TEST_CASE("a week of ISO 8601 has the year of its Thursday") {
  struct Case {
    std::string day, week, first, last;
  };
  const auto& [day, week, first, last] = GENERATE(values<Case>({
      {"2026-02-27", "2026-W09", "2026-02-23", "2026-03-01"},
      {"2026-01-01", "2026-W01", "2025-12-29", "2026-01-04"},
      {"2027-01-03", "2026-W53", "2026-12-28", "2027-01-03"},
      {"2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"},
      {"2023-01-01", "2022-W52", "2022-12-26", "2023-01-01"},
      {"0001-01-01", "0001-W01", "0001-01-01", "0001-01-07"},
      {"9999-12-31", "9999-W52", "9999-12-27", "9999-12-31"},
  }));
  CAPTURE(day);
  const Week found = Week::of(*Day::parse(day));
  CHECK(found.str() == week);
  CHECK(Week::parse(week) == found);
  CHECK(found.first().str() == first);
  CHECK(found.last().str() == last);
}

TEST_CASE("only weeks that exist are read") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "2026-W00", "2025-W53", "2026-W54", "2026-w09", "2026-W9",
               "2026W09", "2026-W09 ", "0000-W01", "9999-W53", "20-26-W09", "2026-W+9");
  CAPTURE(text);
  CHECK_FALSE(Week::parse(text));
}

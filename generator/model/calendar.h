#pragma once
// Days and months of the Gregorian calendar; always valid.

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// A month: 2026-07.
class Month {
 public:
  Month(int year, int month);  ///< asserts 1 <= month <= 12 and 1 <= year <= 9999
  static std::optional<Month> parse(std::string_view iso);  ///< "2026-07" only

  int year() const { return year_; }
  int month() const { return month_; }
  int days() const;  ///< 28 to 31
  Month next() const;
  Month previous() const;
  std::string str() const;  ///< "2026-07"

  friend auto operator<=>(const Month&, const Month&) = default;

 private:
  int year_;
  int month_;
};

/// A day: 2026-07-14.
class Day {
 public:
  Day(int year, int month, int day);                      ///< asserts that the day exists
  static std::optional<Day> parse(std::string_view iso);  ///< "2026-07-14" only, existing days only
  static Day from(std::chrono::sys_days days);

  int year() const { return year_; }
  int month_number() const { return month_; }
  int day() const { return day_; }
  Month month() const { return Month(year_, month_); }
  int weekday() const;  ///< 1 Monday to 7 Sunday (ISO 8601)
  bool is_weekend() const { return weekday() >= 6; }
  int number() const { return year_ * 10000 + month_ * 100 + day_; }  ///< 20260714
  std::chrono::sys_days days() const;
  Day plus(int count) const;
  std::string str() const;  ///< "2026-07-14"

  friend auto operator<=>(const Day&, const Day&) = default;

 private:
  int year_;
  int month_;
  int day_;
};

/// A week of ISO 8601: 2026-W14. It begins on a Monday and belongs to the year of its Thursday.
class Week {
 public:
  static Week of(Day day);
  static std::optional<Week> parse(std::string_view iso);  ///< "2026-W14" only, existing weeks only

  int year() const { return year_; }
  int number() const { return number_; }  ///< 1 to 53
  Day first() const;                      ///< its Monday; 1 January of year 1 at the earliest
  Day last() const;                       ///< its Sunday; 31 December 9999 at the latest
  std::string str() const;                ///< "2026-W14"

  friend auto operator<=>(const Week&, const Week&) = default;

 private:
  Week(int year, int number) : year_(year), number_(number) {}

  int year_;
  int number_;
};

}  // namespace broadsheet

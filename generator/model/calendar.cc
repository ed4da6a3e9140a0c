#include "model/calendar.h"

#include <algorithm>
#include <cassert>

#include "base/ascii.h"

namespace broadsheet {
namespace {

namespace chrono = std::chrono;

/// The digits of `text` as a number; -1 if it contains anything else.
int number_of(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string padded(int number, int width) {
  const std::string digits = std::to_string(number);
  const auto missing =
      static_cast<std::size_t>(width) - std::min(digits.size(), static_cast<std::size_t>(width));
  return std::string(missing, '0') + digits;
}

bool exists(int year, int month, int day) {
  return year >= 1 && year <= 9999 &&
         chrono::year_month_day(chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                                chrono::day(static_cast<unsigned>(day)))
             .ok();
}

}  // namespace

Month::Month(int year, int month) : year_(year), month_(month) {
  assert(year >= 1 && year <= 9999 && month >= 1 && month <= 12);
}

std::optional<Month> Month::parse(std::string_view iso) {
  if (iso.size() != 7 || iso[4] != '-') return std::nullopt;
  const int year = number_of(iso.substr(0, 4));
  const int month = number_of(iso.substr(5));
  if (year < 1 || month < 1 || month > 12) return std::nullopt;
  return Month(year, month);
}

int Month::days() const {
  const chrono::year_month_day_last last(
      chrono::year(year_), chrono::month_day_last(chrono::month(static_cast<unsigned>(month_))));
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

Month Month::next() const { return month_ == 12 ? Month(year_ + 1, 1) : Month(year_, month_ + 1); }

Month Month::previous() const {
  return month_ == 1 ? Month(year_ - 1, 12) : Month(year_, month_ - 1);
}

std::string Month::str() const { return padded(year_, 4) + "-" + padded(month_, 2); }

Day::Day(int year, int month, int day) : year_(year), month_(month), day_(day) {
  assert(exists(year, month, day));
}

std::optional<Day> Day::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const int year = number_of(iso.substr(0, 4));
  const int month = number_of(iso.substr(5, 2));
  const int day = number_of(iso.substr(8));
  if (month < 0 || day < 0 || !exists(year, month, day)) return std::nullopt;
  return Day(year, month, day);
}

Day Day::from(chrono::sys_days days) {
  const chrono::year_month_day date(days);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

int Day::weekday() const { return static_cast<int>(chrono::weekday(days()).iso_encoding()); }

chrono::sys_days Day::days() const {
  return chrono::year_month_day(chrono::year(year_), chrono::month(static_cast<unsigned>(month_)),
                                chrono::day(static_cast<unsigned>(day_)));
}

Day Day::plus(int count) const { return from(days() + chrono::days(count)); }

std::string Day::str() const { return month().str() + "-" + padded(day_, 2); }

Week Week::of(Day day) {
  const chrono::sys_days thursday = day.days() + chrono::days(4 - day.weekday());
  const chrono::year year = chrono::year_month_day(thursday).year();
  const auto days = thursday - chrono::sys_days(year / chrono::January / 1);
  return {static_cast<int>(year), static_cast<int>(days.count() / 7) + 1};
}

std::optional<Week> Week::parse(std::string_view iso) {
  if (iso.size() != 8 || iso.substr(4, 2) != "-W") return std::nullopt;
  const int year = number_of(iso.substr(0, 4));
  const int number = number_of(iso.substr(6));
  const int most = year == 9999 ? 52 : 53;  // the last one ends in no day after it
  if (year < 1 || number < 1 || number > most) return std::nullopt;
  const Week week(year, number);
  return of(week.first()) == week ? std::optional(week) : std::nullopt;
}

// 4 January is always in the first week.
Day Week::first() const {
  const Day fourth(year_, 1, 4);
  return fourth.plus(1 - fourth.weekday() + 7 * (number_ - 1));
}

Day Week::last() const {
  const chrono::sys_days last = first().days() + chrono::days(6);
  return Day::from(std::min(last, Day(9999, 12, 31).days()));
}

std::string Week::str() const { return padded(year_, 4) + "-W" + padded(number_, 2); }

}  // namespace broadsheet

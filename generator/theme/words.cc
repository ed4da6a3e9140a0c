#include "theme/words.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdlib>

#include "base/numbers.h"

namespace broadsheet::theme {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

std::string name_of(std::string_view group, std::string_view item) {
  return std::string(group) + "." + std::string(item);
}

std::string_view month_key(int month) { return kMonths[static_cast<std::size_t>(month - 1)]; }
std::string_view weekday_key(int day) { return kWeekdays[static_cast<std::size_t>(day - 1)]; }

std::string replace(std::string_view pattern, Words::Values values) {
  std::string out;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const std::size_t open = pattern.find('{', at);
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    out += pattern.substr(at, open - at);
    bool known = false;
    for (const auto& [key, value] : values) {
      if (key != name) continue;
      out += value;
      known = true;
    }
    if (!known) out += pattern.substr(open, close - open + 1);
    at = close + 1;
  }
  out += pattern.substr(std::min(at, pattern.size()));
  return out;
}

std::string_view pattern_key(DateStyle style) {
  switch (style) {
    case DateStyle::Long:
      return "date.long";
    case DateStyle::Full:
      return "date.full";
    case DateStyle::Medium:
      return "date.medium";
    case DateStyle::Short:
      return "date.short";
    case DateStyle::Issue:
      return "date.issue";
    case DateStyle::DayMonth:
      return "date.day_month";
    case DateStyle::DayMonthShort:
      return "date.day_month_short";
    case DateStyle::Weekday:
      return "date.weekday";
    case DateStyle::WeekdayShort:
      return "date.weekday_short";
    case DateStyle::MonthShort:
      return "date.month_short";
  }
  return "date.full";
}

}  // namespace

std::string_view plural_form(std::string_view language, std::int64_t n) {
  const std::string_view main = language.substr(0, language.find('-'));
  const auto is_one_of = [main](std::initializer_list<std::string_view> languages) {
    return std::find(languages.begin(), languages.end(), main) != languages.end();
  };
  const std::int64_t last = std::llabs(n) % 10, last_two = std::llabs(n) % 100;
  const bool few = last >= 2 && last <= 4 && (last_two < 12 || last_two > 14);
  if (is_one_of({"zh", "ja", "ko", "th", "vi", "id", "ms"})) return "other";
  if (is_one_of({"fr", "pt"})) return n == 0 || n == 1 ? "one" : "other";
  if (is_one_of({"cs", "sk"})) return n == 1 ? "one" : n >= 2 && n <= 4 ? "few" : "other";
  if (main == "pl") return n == 1 ? "one" : few ? "few" : "many";
  if (is_one_of({"ru", "uk", "be"}))
    return last == 1 && last_two != 11 ? "one" : few ? "few" : "many";
  return n == 1 ? "one" : "other";
}

const std::string& Words::operator()(std::string_view key) const {
  const auto found = words_.find(key);
  assert(found != words_.end());  // load_theme() adds all default words
  return found->second;
}

std::string Words::fill(std::string_view key, Values values) const {
  return replace((*this)(key), values);
}

std::string Words::count(std::string_view key, std::int64_t n, Values values) const {
  std::string form = name_of(key, plural_form(language_, n));
  if (!words_.contains(form)) form = name_of(key, "other");
  return replace(fill(form, {{"n", number(n)}}), values);
}

std::string Words::number(std::int64_t n) const {
  std::string digits = std::to_string(std::llabs(n));
  for (std::size_t end = digits.size(); end > 3;) {
    end -= 3;
    digits.insert(end, (*this)("number.thousands"));
  }
  return n < 0 ? "-" + digits : digits;
}

std::string Words::number(double n) const {
  if (n == std::floor(n)) return number(static_cast<std::int64_t>(n));
  std::string text = fixed_decimals(n, 2);
  while (text.back() == '0') text.pop_back();
  const std::size_t point = text.find('.');
  return text.substr(0, point) + (*this)("number.decimal") + text.substr(point + 1);
}

std::string Words::money(double dollars) const {
  // Less than a cent would be $0.00 with two digits.
  const int digits = dollars > 0 && dollars < 0.01 ? 4 : 2;
  const std::string text = fixed_decimals(dollars, digits);
  const std::size_t point = text.find('.');
  const std::string whole = number(static_cast<std::int64_t>(std::stoll(text.substr(0, point))));
  return fill("number.dollars",
              {{"n", whole + (*this)("number.decimal") + text.substr(point + 1)}});
}

std::string Words::date(Day day, DateStyle style) const {
  const std::string number = std::to_string(day.day());
  const std::string year = std::to_string(day.year());
  const std::string_view month = month_key(day.month_number());
  const std::string_view weekday = weekday_key(day.weekday());
  return fill(pattern_key(style), {{"day", number},
                                   {"year", year},
                                   {"month", (*this)(name_of("months", month))},
                                   {"month_short", (*this)(name_of("months_short", month))},
                                   {"weekday", (*this)(name_of("weekdays", weekday))},
                                   {"weekday_short", (*this)(name_of("weekdays_short", weekday))}});
}

std::string Words::month(Month month) const {
  const std::string year = std::to_string(month.year());
  return fill("date.month", {{"month", month_name(month.month())}, {"year", year}});
}

std::string Words::month_name(int month) const {
  return (*this)(name_of("months", month_key(month)));
}

std::string Words::weekday(int weekday) const {
  return (*this)(name_of("weekdays", weekday_key(weekday)));
}

std::string Words::list(const std::vector<std::string>& items) const {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += (*this)(i + 1 == items.size() ? "list.last" : "list.comma");
    out += items[i];
  }
  return out;
}

std::string Words::days(const std::vector<Day>& days) const {
  std::vector<std::string> months;
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < days.size(); ++i) {
    numbers.push_back(fill("date.day", {{"day", std::to_string(days[i].day())}}));
    if (i + 1 < days.size() && days[i + 1].month() == days[i].month()) continue;
    months.push_back(fill("date.days_of_month", {{"days", list(numbers)},
                                                 {"month", month_name(days[i].month_number())}}));
    numbers.clear();
  }
  return list(months);
}

}  // namespace broadsheet::theme

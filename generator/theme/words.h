#pragma once
// The fixed words of a theme's language file, and the numbers and dates written with them.

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/calendar.h"
#include "theme/theme.h"

namespace broadsheet::theme {

/// The words of themes/broadsheet/words/en.yaml, which are compiled into the program. A theme gets
/// those that it does not have itself, so every word that a view asks for exists.
const WordMap& default_words();

/// Date formats. Each is a pattern in the language file.
enum class DateStyle {
  Long,           ///< Friday, 27 February 2026
  Full,           ///< 27 February 2026
  Medium,         ///< 27 Feb 2026
  Short,          ///< Fri 27 Feb
  Issue,          ///< Fri 27 February
  DayMonth,       ///< 27 February
  DayMonthShort,  ///< 27 Feb
  Weekday,        ///< Friday
  WeekdayShort,   ///< Fri
  MonthShort,     ///< Feb
};

class Words {
 public:
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Refers to `theme`.
  explicit Words(const Theme& theme) : words_(theme.words), language_(theme.language) {}

  /// @param key  one of default_words()
  const std::string& operator()(std::string_view key) const;
  /// The word with each {name} replaced by its value.
  std::string fill(std::string_view key, Values values) const;
  /// "1 paper", "4,395 papers": the word key.one, key.few, key.many or key.other that the language
  /// uses for this number (key.other if it has no word of that form), with {n}.
  std::string count(std::string_view key, std::int64_t n, Values values = {}) const;

  std::string number(std::int64_t n) const;  ///< "4,395"
  std::string number(double n) const;        ///< "17", "17.5"
  std::string money(double dollars) const;   ///< "$0.59", "$0.004"
  std::string date(Day day, DateStyle style) const;
  std::string month(Month month) const;                           ///< "February 2026"
  std::string month_name(int month) const;                        ///< "February"
  std::string weekday(int weekday) const;                         ///< "Friday" for 5
  std::string list(const std::vector<std::string>& items) const;  ///< "3, 4 and 26"
  /// "3, 4, 25 and 26 February", oldest first.
  std::string days(const std::vector<Day>& days) const;

 private:
  const WordMap& words_;
  const std::string& language_;
};

/// The plural form of a number: "one", "few", "many" or "other".
/// Source: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
/// @param language  "en", "pt-BR"; an unknown one has "one" for 1
std::string_view plural_form(std::string_view language, std::int64_t n);

}  // namespace broadsheet::theme

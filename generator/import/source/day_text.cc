#include "import/source/day_text.h"

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace broadsheet::importer {
namespace {

/// A run of digits or of letters, with what separates it from the one before.
struct Token {
  std::string_view text;
  std::string_view before;  ///< separators
  bool digits = false;
};

/// The bytes of the letter at `at`: one of ASCII, or one of Latin with its accent; else 0.
std::size_t letter_at(std::string_view text, std::size_t at) {
  if (is_ascii_letter(text[at])) return 1;
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xC3 && lead <= 0xC9 && at + 1 < text.size() ? 2 : 0;
}

/// The letters at the end of "2nd", "8th".
bool is_ordinal(std::string_view letters) {
  const std::string word = lower_ascii(letters);
  return word == "st" || word == "nd" || word == "rd" || word == "th";
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t separator = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool digits = is_ascii_digit(text[at]);
    if (!digits && letter_at(text, at) == 0) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size()) {
      const std::size_t size = digits ? is_ascii_digit(text[end]) : letter_at(text, end);
      if (size == 0) break;
      end += size;
    }
    const bool ordinal = !digits && separator == at && !tokens.empty() && tokens.back().digits &&
                         is_ordinal(text.substr(at, end - at));
    if (ordinal) {
      separator = at = end;
      continue;
    }
    tokens.push_back({text.substr(at, end - at), text.substr(separator, at - separator), digits});
    separator = at = end;
  }
  return tokens;
}

/// The number of a token of `least` to `most` digits; -1 for any other.
int number_of(const Token& token, std::size_t least, std::size_t most) {
  if (!token.digits || token.text.size() < least || token.text.size() > most) return -1;
  int number = 0;
  for (const char digit : token.text) number = number * 10 + (digit - '0');
  return number;
}

int year_of(const Token& token) {
  const int year = number_of(token, 4, 4);
  return year >= 1991 && year <= 2100 ? year : -1;
}

/// 1 to 12 for the name of a month in German, French or Spanish; -1 for any other word.
int foreign_month_of(std::string_view word) {
  constexpr std::array<std::array<std::string_view, 4>, 12> kMonths = {{
      {"januar", "jänner", "janvier", "enero"},
      {"februar", "feber", "février", "febrero"},
      {"märz", "mrz", "mars", "marzo"},
      {"april", "apr", "avril", "abril"},
      {"mai", "mai", "mai", "mayo"},
      {"juni", "jun", "juin", "junio"},
      {"juli", "jul", "juillet", "julio"},
      {"august", "aug", "août", "agosto"},
      {"september", "sep", "septembre", "septiembre"},
      {"oktober", "okt", "octobre", "octubre"},
      {"november", "nov", "novembre", "noviembre"},
      {"dezember", "dez", "décembre", "diciembre"},
  }};
  for (std::size_t at = 0; at < kMonths.size(); ++at) {
    for (const std::string_view name : kMonths[at]) {
      if (word == name) return static_cast<int>(at) + 1;
    }
  }
  return -1;
}

/// 1 to 12 for "Mar", "Sept", "March", "März"; -1 for any other word.
int month_of(const Token& token) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (token.digits || token.text.size() < 3) return -1;
  const std::string word = lower_ascii(token.text);
  for (std::size_t at = 0; at < kMonths.size(); ++at) {
    if (kMonths[at].starts_with(word) && (word.size() <= 4 || word == kMonths[at])) {
      return static_cast<int>(at) + 1;
    }
  }
  return foreign_month_of(word);
}

std::optional<Day> day_of(int year, int month, int day) {
  if (year < 1991 || year > 2100 || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > Month(year, month).days()) return std::nullopt;
  return Day(year, month, day);
}

/// The Sunday of an ISO week.
std::optional<Day> sunday_of(int year, int week) {
  if (year < 0 || week < 1 || week > 53) return std::nullopt;
  const Day fourth(year, 1, 4);  // always in the first week
  return fourth.plus(7 - fourth.weekday() + (week - 1) * 7);
}

/// Whether numbers of one date may be separated so: by one mark, or as in Chinese and Japanese.
bool joins(std::string_view separator) {
  const std::string_view mark = trimmed(separator);
  for (const std::string_view unit : {"年", "月", "년", "월"}) {
    if (mark == unit) return true;
  }
  return separator == "-" || separator == "/" || separator == "." || separator == "_" ||
         separator == " ";
}

class DayFinder {
 public:
  explicit DayFinder(std::string_view text) : tokens_(tokens_of(text)) {}

  std::optional<Day> last() const {
    for (std::size_t at = tokens_.size(); at-- > 0;) {
      if (const std::optional<Day> day = ending_at(at)) return day;
    }
    return std::nullopt;
  }

 private:
  /// The date whose last token is `at`.
  std::optional<Day> ending_at(std::size_t at) const {
    if (const std::optional<Day> day = in_one(at)) return day;
    if (at >= 1 && joins(tokens_[at].before)) {
      // 202603/02
      const int year_month = number_of(tokens_[at - 1], 6, 6);
      const auto day = day_of(year_month / 100, year_month % 100, number_of(tokens_[at], 1, 2));
      if (year_month > 0 && day) return day;
    }
    if (at >= 1) {
      if (const std::optional<Day> day = week_at(at)) return day;
    }
    if (at < 2) return std::nullopt;
    if (at >= 3 && tokens_[at - 1].digits) {  // March 2-8, 2026
      const int month = month_of(tokens_[at - 3]);
      const bool first = number_of(tokens_[at - 2], 1, 2) > 0;
      const auto day = day_of(year_of(tokens_[at]), month, number_of(tokens_[at - 1], 1, 2));
      if (first && month > 0 && day) return day;
    }
    return of_three(tokens_[at - 2], tokens_[at - 1], tokens_[at]);
  }

  /// 20260302, also before a time: 20260302065807.
  std::optional<Day> in_one(std::size_t at) const {
    const std::string_view text = tokens_[at].text;
    if (!tokens_[at].digits || (text.size() != 8 && text.size() != 12 && text.size() != 14)) {
      return std::nullopt;
    }
    const int number = number_of({text.substr(0, 8), {}, true}, 8, 8);
    return day_of(number / 10000, number / 100 % 100, number % 100);
  }

  /// 2026-W10, 2026 Week 10, Week 10, 2026
  std::optional<Day> week_at(std::size_t at) const {
    if (at >= 2) {
      const std::string word = lower_ascii(tokens_[at - 1].text);
      const bool week = (word == "week" || word == "kw") && joins(tokens_[at].before);
      if (week) return sunday_of(year_of(tokens_[at - 2]), number_of(tokens_[at], 1, 2));
      const std::string first = lower_ascii(tokens_[at - 2].text);
      if ((first == "week" || first == "kw") && trimmed(tokens_[at].before).size() <= 1) {
        return sunday_of(year_of(tokens_[at]), number_of(tokens_[at - 1], 1, 2));
      }
    }
    if (at < 2 || !tokens_[at].before.empty() || lower_ascii(tokens_[at - 1].text) != "w") {
      return std::nullopt;
    }
    return sunday_of(year_of(tokens_[at - 2]), number_of(tokens_[at], 1, 2));
  }

  std::optional<Day> of_three(const Token& first, const Token& second, const Token& third) const {
    // 2026-03-02, 2026-Mar-02; a month by its name may also touch the numbers.
    const bool named = month_of(second) > 0;
    const bool close = (joins(second.before) || (named && second.before.empty())) &&
                       (joins(third.before) || (named && third.before.empty()));
    if (close) {
      const int month = named ? month_of(second) : number_of(second, 1, 2);
      if (const auto day = day_of(year_of(first), month, number_of(third, 1, 2))) return day;
    }
    if (named) {  // 2 March 2026
      if (const auto day = day_of(year_of(third), month_of(second), number_of(first, 1, 2))) {
        return day;
      }
    }
    if (second.before == third.before && (third.before == "." || third.before == "/")) {
      const int low = number_of(first, 1, 2);
      const int high = number_of(second, 1, 2);
      // 02.03.2026 is of March. With bars only a number above 12 tells the day from the month.
      const bool day_first = third.before == "." || low > 12;
      if (day_first || high > 12) {
        return day_of(year_of(third), day_first ? high : low, day_first ? low : high);
      }
      return std::nullopt;
    }
    // March 2, 2026; June 29 - 2025
    return day_of(year_of(third), month_of(first), number_of(second, 1, 2));
  }

  std::vector<Token> tokens_;
};

}  // namespace

std::optional<Day> last_day_in(std::string_view text) { return DayFinder(text).last(); }

bool is_mostly_date(std::string_view text) {
  constexpr int kWordsBesideDate = 2;  // "Updated on", "arXiv daily"
  int words = 0;
  for (const Token& token : tokens_of(text)) {
    const bool of_date = token.digits || month_of(token) > 0 || token.text.size() < 2 ||
                         lower_ascii(token.text).ends_with("day");
    if (!of_date) ++words;
  }
  return words <= kWordsBesideDate && last_day_in(text).has_value();
}

}  // namespace broadsheet::importer

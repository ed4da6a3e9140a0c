#include "query/query_limits.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

#include "base/ascii.h"

namespace broadsheet::query {
namespace {

// A number of `least` to `most` digits at the beginning of `text`, which is then removed.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t size = 0;
  int value = 0;
  while (size < most && size < text.size() && is_ascii_digit(text[size])) {
    value = value * 10 + (text[size++] - '0');
  }
  if (size < least) return std::nullopt;
  text.remove_prefix(size);
  return value;
}

// "17" or "16.5": at most 4 digits, and 6 after the point.
std::optional<double> take_number(std::string_view& text) {
  std::size_t size = 0;
  while (size < 4 && size < text.size() && is_ascii_digit(text[size])) ++size;
  if (size == 0) return std::nullopt;
  if (size + 1 < text.size() && text[size] == '.' && is_ascii_digit(text[size + 1])) {
    std::size_t digits = 0;
    while (digits < 6 && size + 1 + digits < text.size() &&
           is_ascii_digit(text[size + 1 + digits])) {
      ++digits;
    }
    size += 1 + digits;
  }
  double value = 0;
  std::from_chars(text.data(), text.data() + size, value);
  text.remove_prefix(size);
  return value;
}

void limit_days(Query& query, int from, int to) {
  query.from = std::max(query.from, from);
  if (to != 0 && (query.to == 0 || to < query.to)) query.to = to;
}

void limit_from_above(Query& query, double score, bool open) {
  if (!query.max_score || score < *query.max_score) {
    query.max_score = score;
    query.below = open;
  } else if (score == *query.max_score) {
    query.below = query.below || open;
  }
}

}  // namespace

std::optional<DayRange> parse_days(std::string_view text) {
  const std::optional<int> year = take_digits(text, 4, 4);
  if (!year) return std::nullopt;
  DayRange range{.first = *year * 10000 + 101, .last = *year * 10000 + 1231};
  if (text.empty()) return range;
  if (!text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> month = take_digits(text, 1, 2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  const int month_start = *year * 10000 + *month * 100;
  range = {.first = month_start + 1, .last = month_start + 31};
  if (text.empty()) return range;
  if (!text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> day = take_digits(text, 1, 2);
  if (!day || *day < 1 || *day > 31 || !text.empty()) return std::nullopt;
  return DayRange{.first = month_start + *day, .last = month_start + *day};
}

bool limit_by_days(Query& query, std::string_view name, std::string_view value) {
  const std::size_t dots = name == "date" ? value.find("..") : std::string_view::npos;
  if (dots != std::string_view::npos) {
    const std::string_view begin = value.substr(0, dots);
    const std::string_view end = value.substr(dots + 2);
    const std::optional<DayRange> first = parse_days(begin);
    const std::optional<DayRange> last = parse_days(end);
    if ((!begin.empty() && !first) || (!end.empty() && !last) || (!first && !last)) return false;
    limit_days(query, first ? first->first : 0, last ? last->last : 0);
    return true;
  }
  const std::optional<DayRange> days = parse_days(value);
  if (!days) return false;
  limit_days(query, name == "to" ? 0 : days->first, name == "from" ? 0 : days->last);
  return true;
}

void limit_from_below(Query& query, double score, bool open) {
  if (!query.min_score || score > *query.min_score) {
    query.min_score = score;
    query.above = open;
  } else if (score == *query.min_score) {
    query.above = query.above || open;
  }
}

bool limit_by_score(Query& query, std::string_view value) {
  std::string_view sign;
  for (const std::string_view candidate : {">=", "<=", ">", "<", "="}) {
    if (value.starts_with(candidate)) {
      sign = candidate;
      value.remove_prefix(candidate.size());
      break;
    }
  }
  const std::optional<double> first = take_number(value);
  const bool dots = value.starts_with("..");
  if (dots) value.remove_prefix(2);
  const std::optional<double> last = dots ? take_number(value) : std::nullopt;
  if (!value.empty() || (!first && !last)) return false;
  if (dots) {
    if (!sign.empty()) return false;
    if (first) limit_from_below(query, *first, false);
    if (last) limit_from_above(query, *last, false);
    return true;
  }
  if (!sign.starts_with('<')) limit_from_below(query, *first, sign == ">");
  if (!sign.starts_with('>')) limit_from_above(query, *first, sign == "<");
  return true;
}

}  // namespace broadsheet::query

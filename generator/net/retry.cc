#include "net/retry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace broadsheet::net {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// Digits, with or without a fraction; infinite if the number is too large.
std::optional<double> decimal(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos) {
    return std::nullopt;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::numeric_limits<double>::infinity();
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> result;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" ,-", at)) != std::string_view::npos) {
    // A zone like "-0400" keeps its sign; a date like "06-Nov-94" is split at its hyphens.
    std::size_t begin = at;
    if (at > 0 && text[at - 1] == '-' && (at < 2 || text[at - 2] == ' ')) begin = at - 1;
    const std::size_t end = std::min(text.find_first_of(" ,-", at), text.size());
    result.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return result;
}

std::optional<unsigned> month_of(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<unsigned>(found - kMonths.begin()) + 1;
}

std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = number(text.substr(0, 2));
  const auto minute = number(text.substr(3, 2));
  const auto second = number(text.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<std::chrono::seconds> zone_of(std::string_view text) {
  if (text == "GMT" || text == "UTC" || text == "Z" || text == "UT") return std::chrono::seconds(0);
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto hours = number(text.substr(1, 2));
  const auto minutes = number(text.substr(3, 2));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return text[0] == '-' ? -offset : std::chrono::seconds(offset);
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  const std::vector<std::string_view> parts = words(trimmed(text));
  if (parts.size() < 5 || parts.size() > 6) return std::nullopt;
  // asctime: "Sun Nov  6 08:49:37 1994"; the others: "Sun, 06 Nov 1994 08:49:37 GMT".
  const bool asctime = month_of(parts[1]).has_value();
  const auto month = month_of(asctime ? parts[1] : parts[2]);
  const auto day = number(asctime ? parts[2] : parts[1]);
  auto year = number(asctime ? parts[4] : parts[3]);
  const auto time = time_of_day(asctime ? parts[3] : parts[4]);
  if (asctime != (parts.size() == 5)) return std::nullopt;
  const auto zone = asctime ? std::chrono::seconds(0) : zone_of(parts[5]);
  if (!month || !day || !year || !time || !zone) return std::nullopt;
  if (*year < 100) *year += *year < 70 ? 2000 : 1900;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *year > 9999) return std::nullopt;
  return std::chrono::sys_days(date) + *time - *zone;
}

bool is_passing(const Reply& reply) {
  switch (reply.trouble) {
    case Trouble::Timeout:
    case Trouble::Connect:
    case Trouble::CutShort:
      return true;
    case Trouble::None:
      break;
    default:
      return false;
  }
  const int status = reply.status;
  return status == 408 || status == 425 || status == 429 || status == 500 ||
         (status >= 502 && status <= 504) || (status >= 520 && status <= 529);
}

std::optional<double> asked_wait_seconds(const Reply& reply,
                                         std::chrono::system_clock::time_point now) {
  if (const auto text = reply.header("retry-after-ms")) {
    if (const auto value = decimal(trimmed(*text))) return *value / 1000;
  }
  const auto text = reply.header("Retry-After");
  if (!text) return std::nullopt;
  if (const auto value = decimal(trimmed(*text))) return *value;
  if (const auto moment = parse_http_date(*text)) {
    const auto sent = parse_http_date(reply.header("Date").value_or(""))
                          .value_or(std::chrono::floor<std::chrono::seconds>(now));
    return std::max(0.0, std::chrono::duration<double>(*moment - sent).count());
  }
  return std::nullopt;
}

std::optional<double> wait_before_retry(const Reply& reply, int tried, const RetryRule& rule,
                                        std::optional<double> asked, double chance) {
  if (!is_passing(reply) || tried >= rule.retries) return std::nullopt;
  if (asked) {
    if (*asked > rule.patience_seconds) return std::nullopt;
    return *asked + std::max(*asked / 10, 0.1) * chance;
  }
  const double whole = std::min(rule.first_seconds * std::pow(2.0, tried), rule.most_seconds);
  return whole / 2 + whole / 2 * chance;
}

}  // namespace broadsheet::net

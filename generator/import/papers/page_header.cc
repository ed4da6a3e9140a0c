#include "import/papers/page_header.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// "01/17/2025" or "3/24/2025".
std::optional<PageTitle> slashed_day(std::string_view text) {
  std::array<int, 3> parts = {0, 0, 0};
  std::array<std::size_t, 3> widths = {0, 0, 0};
  std::size_t part = 0;
  for (const char c : text) {
    if (c == '/') {
      if (++part > 2) return std::nullopt;
    } else if (is_ascii_digit(c) && ++widths[part] <= 4) {
      parts[part] = parts[part] * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  if (part != 2 || widths[2] != 4 || widths[0] > 2 || widths[1] > 2) return std::nullopt;
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::optional<Day> day = Day::parse(std::string(text.substr(text.size() - 4)) + "-" +
                                            two(parts[0]) + "-" + two(parts[1]));
  if (!day) return std::nullopt;
  return PageTitle{.day = *day, .iso = false, .padded = widths[0] == 2 && widths[1] == 2};
}

/// "*[gpt-4o]*" is gpt-4o.
std::string bare_model(std::string_view cell, bool& bracketed) {
  while (!cell.empty() && (cell.front() == '*' || cell.front() == ' ')) cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == '*' || cell.back() == ' ')) cell.remove_suffix(1);
  bracketed = cell.size() >= 2 && cell.front() == '[' && cell.back() == ']';
  if (bracketed) cell = cell.substr(1, cell.size() - 2);
  return std::string(cell);
}

/// "1234.5" for "1,234.5"; "0.98" for "0,98", which groups no thousands; std::nullopt for other
/// commas.
std::optional<std::string> with_decimal_point(std::string_view number) {
  const std::size_t comma = number.find(',');
  std::string digits;
  std::size_t since_comma = 0;
  bool grouped = true, fraction = false;
  for (std::size_t at = 0; at < number.size(); ++at) {
    if (number[at] == ',') {
      grouped = grouped && !fraction && (at == comma ? at <= 3 : since_comma == 3);
      since_comma = 0;
      continue;
    }
    if (number[at] == '.') {
      grouped = grouped && (comma == std::string_view::npos || since_comma == 3);
      fraction = true;
    }
    if (!fraction) ++since_comma;
    digits += number[at];
  }
  if (comma == std::string_view::npos) return digits;
  if (grouped && (fraction || since_comma == 3)) return digits;
  if (number.find(',', comma + 1) != std::string_view::npos || fraction) return std::nullopt;
  return std::string(number.substr(0, comma)) + "." + std::string(number.substr(comma + 1));
}

}  // namespace

std::optional<std::int64_t> read_count(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ',') digits += c;
  }
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || count < 0) {
    return std::nullopt;
  }
  return count;
}

std::optional<double> read_cost(std::string_view text) {
  text = trimmed(text.substr(0, text.find(" (")));  // "$0.98 (gpt-4o)"
  for (const std::string_view unit : {"USD", "US$", "$"}) {
    if (text.starts_with(unit)) text = trimmed(text.substr(unit.size()));
    if (text.ends_with(unit)) text = trimmed(text.substr(0, text.size() - unit.size()));
  }
  if (text.empty() || !is_ascii_digit(text.front())) return std::nullopt;
  const std::optional<std::string> digits_read = with_decimal_point(text);
  if (!digits_read) return std::nullopt;
  const std::string& digits = *digits_read;
  double cost = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), cost);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(cost)) {
    return std::nullopt;
  }
  return cost;
}

std::optional<PageTitle> read_title(std::string_view line) {
  if (line.size() > 300) return std::nullopt;
  const std::string text = text::collapse_space(line);
  const std::size_t space = text.rfind(' ');
  if (space == std::string::npos) return std::nullopt;
  const std::string name = lower_ascii(std::string_view(text).substr(0, space));
  if (name.find("arxiv") == std::string::npos || !name.ends_with("papers")) return std::nullopt;
  const std::string_view date = std::string_view(text).substr(space + 1);
  if (const std::optional<Day> day = Day::parse(date))
    return PageTitle{.day = *day, .iso = true, .padded = true};
  return slashed_day(date);
}

bool read_total(std::string_view line, PageHead& head) {
  const std::string text = text::collapse_space(line);
  const std::size_t colon = text.rfind(": ");
  if (!text.starts_with("Total ") || colon == std::string::npos) return false;
  const std::string_view name = std::string_view(text).substr(0, colon);
  const std::string_view value = std::string_view(text).substr(colon + 2);
  if (name == "Total cost") {
    head.total_cost = read_cost(value);
    return head.total_cost.has_value();
  }
  const std::optional<std::int64_t> count = read_count(value);
  if (!count) return false;
  const std::string lowered = lower_ascii(name);
  if (lowered == "total arxiv papers") {
    head.old_spelling = name == "Total ArXiv papers";
    head.counts.announced = count;
  } else if (lowered == "total scanned papers") {
    head.counts.scanned = count;
  } else if (lowered == "total relevant papers") {
    head.counts.selected = count;
  } else {
    return false;
  }
  return true;
}

bool read_usage_row(const std::vector<std::string>& cells, PageHead& head) {
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const std::string name = lower_ascii(cells[at]);
    const auto cell = [&](std::size_t offset) -> std::string_view {
      return at + offset < cells.size() ? std::string_view(cells[at + offset]) : std::string_view();
    };
    if (name == "prompt" && lower_ascii(cell(1)) == "completion" && at <= 1) {
      if (at == 1 && !cells[0].empty()) head.model = bare_model(cells[0], head.bracketed_model);
      return true;
    }
    if ((name == "token" || name == "tokens") && read_count(cell(1))) {
      if (at > 0 && !cells[at - 1].empty())
        head.model = bare_model(cells[at - 1], head.bracketed_model);
      head.usage.prompt_tokens = read_count(cell(1));
      head.usage.completion_tokens = read_count(cell(2));
      head.total_tokens = read_count(cell(3));
      if (!cell(4).empty()) {
        head.counts.announced = read_count(cell(4));
        head.counts.scanned = read_count(cell(5));
        head.counts.selected = read_count(cell(6));
      }
      return true;
    }
    if (name == "cost" && (read_cost(cell(1)) || read_cost(cell(3)))) {
      head.usage.prompt_cost = read_cost(cell(1));
      head.usage.completion_cost = read_cost(cell(2));
      head.total_cost = read_cost(cell(3));
      return true;
    }
  }
  return false;
}

void fill_head(const PageHead& head, Digest& digest) {
  digest.model = head.model;
  digest.usage = head.usage;
  digest.counts = head.counts;
  // A page rounds each part and the total by itself: $0.06 and $0.40 make $0.45.
  const std::optional<double> sum = digest.usage.cost_of_parts();
  if (head.total_cost && (!sum || std::abs(*sum - *head.total_cost) > 1e-6)) {
    digest.usage.stated_cost = head.total_cost;
  }
  if (head.total_tokens && !head.usage.prompt_tokens) {
    digest.extra.set("total_tokens", *head.total_tokens);
  }
}

}  // namespace broadsheet::importer

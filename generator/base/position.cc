#include "base/position.h"

#include <algorithm>

#include "base/utf8.h"

namespace broadsheet {
namespace {

/// Where the character that byte `at` belongs to begins.
std::size_t character_begin(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
  return at;
}

}  // namespace

Position position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  return {static_cast<int>(line) + 1, static_cast<int>(before.size() - start) + 1};
}

std::string excerpt(std::string_view text, Position at) {
  std::size_t start = 0;
  for (int line = 1; line < at.line; ++line) {
    const std::size_t newline = text.find('\n', start);
    if (newline == std::string_view::npos) return {};
    start = newline + 1;
  }
  std::string_view line = text.substr(start, text.find('\n', start) - start);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);

  constexpr std::size_t kWidth = 100;
  const std::size_t column =
      character_begin(line, std::min(static_cast<std::size_t>(at.column - 1), line.size()));
  std::size_t begin = 0;
  if (column > kWidth / 2 && line.size() > kWidth) {
    begin = std::min(column - kWidth / 2, line.size() - kWidth);
  }
  // No cut halves a character: a terminal would show that as noise.
  begin = character_begin(line, begin);
  const std::size_t end = character_begin(line, std::min(begin + kWidth, line.size()));
  const std::string_view cut = line.substr(begin, end - begin);
  const std::string before = terminal_text(cut.substr(0, column - begin));
  const auto indent =
      std::count_if(before.begin(), before.end(), [](char c) { return !is_continuation(c); });
  const std::string number = std::to_string(at.line);
  const std::string gutter(std::max<std::size_t>(number.size(), 5), ' ');
  return gutter.substr(number.size()) + number + " | " + terminal_text(cut) + "\n" + gutter +
         " | " + std::string(static_cast<std::size_t>(indent), ' ') + "^";
}

}  // namespace broadsheet

#include "base/position.h"

#include <algorithm>

namespace broadsheet {

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
  std::size_t column = std::min<std::size_t>(static_cast<std::size_t>(at.column - 1), line.size());
  if (column > kWidth / 2 && line.size() > kWidth) {
    const std::size_t cut = std::min(column - kWidth / 2, line.size() - kWidth);
    line.remove_prefix(cut);
    column -= cut;
  }
  line = line.substr(0, kWidth);
  // A cut may have halved a character; a terminal shows that as noise.
  std::string shown;
  for (const char c : line) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80 &&
         line.size() == kWidth) {
    shown.pop_back();
  }
  const std::string number = std::to_string(at.line);
  const std::string gutter(std::max<std::size_t>(number.size(), 5), ' ');
  return gutter.substr(number.size()) + number + " | " + shown + "\n" + gutter + " | " +
         std::string(column, ' ') + "^";
}

}  // namespace broadsheet

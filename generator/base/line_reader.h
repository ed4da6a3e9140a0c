#pragma once
// Reading text files that this program wrote: lines, and numbers in them.

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

namespace broadsheet {

/// Removes the next line from `text` and returns it without its newline.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Removes a number and the character `end` after it from the beginning of `text`.
/// @return false, with `text` unchanged, if there is no number, if it is too large or if another
/// character follows
template <typename Number>
bool take_number(std::string_view& text, Number& number, char end, int base = 10) {
  const char* const last = text.data() + text.size();
  const auto [next, error] = std::from_chars(text.data(), last, number, base);
  if (error != std::errc() || next == last || *next != end) return false;
  text.remove_prefix(static_cast<std::size_t>(next - text.data()) + 1);
  return true;
}

}  // namespace broadsheet

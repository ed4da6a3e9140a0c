#include "base/utf8.h"

#include <cstdint>
#include <cstdio>

namespace broadsheet {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

}  // namespace

// RFC 3629, section 4.
std::size_t character_length(std::string_view text, std::size_t offset) {
  const std::uint8_t first = byte_at(text, offset);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;   // overlong
    if (first == 0xED) high = 0x9F;  // surrogates
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;   // overlong
    if (first == 0xF4) high = 0x8F;  // above U+10FFFF
  } else {
    return 0;
  }
  if (text.size() - offset < length) return 0;
  if (byte_at(text, offset + 1) < low || byte_at(text, offset + 1) > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if (!is_continuation(text[offset + k])) return 0;
  }
  return length;
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  constexpr char32_t replacement = 0xFFFD;
  const std::size_t length = character_length(text, offset);
  const char32_t first = byte_at(text, offset);
  if (length == 0) {
    ++offset;
    return replacement;
  }
  constexpr char32_t first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t value = first & first_bits[length];
  for (std::size_t k = 1; k < length; ++k)
    value = (value << 6) | (byte_at(text, offset + k) & 0x3F);
  offset += length;
  return value;
}

std::string terminal_text(std::string_view text, Tabs tabs) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    std::size_t next = i;
    const char32_t c = next_code_point(text, next);
    const bool kept = c == '\n' || (c == '\t' && tabs == Tabs::Keep);
    if (length == 0 || (is_control(c) && !kept) || changes_direction(c)) {
      safe += '?';
    } else {
      safe.append(text.substr(i, length));
    }
    i = next;
  }
  return safe;
}

std::string terminal_json(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    const std::size_t begin = i;
    const char32_t c = next_code_point(json, i);
    if ((is_control(c) && c != '\n' && c != '\t') || changes_direction(c)) {
      char escape[7];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      safe += escape;
    } else {
      safe.append(json.substr(begin, i - begin));
    }
  }
  return safe;
}

}  // namespace broadsheet

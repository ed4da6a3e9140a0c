#include "text/utf8.h"

#include <cstdint>
#include <cstring>

#include "base/ascii.h"

namespace broadsheet::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

// First byte from `i` on that is not plain ASCII; eight at a time.
std::size_t skip_ascii(std::string_view text, std::size_t i) {
  while (text.size() - i >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & 0x8080808080808080U) != 0) break;
    i += 8;
  }
  while (i < text.size() && byte_at(text, i) < 0x80) ++i;
  return i;
}

bool is_dropped(char32_t c) {
  if (is_control(c)) return c != '\t' && c != '\n';
  if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) return true;  // no characters
  return changes_direction(c);
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (true) {
    i = skip_ascii(bytes, i);
    if (i == bytes.size()) return std::string_view::npos;
    const std::size_t length = character_length(bytes, i);
    if (length == 0) return i;
    i += length;
  }
}

std::string clean_utf8(std::string_view bytes) {
  std::string clean;
  clean.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t plain = i;
    while (i < bytes.size() && bytes[i] >= ' ' && bytes[i] <= '~') ++i;  // nearly all
    clean.append(bytes.substr(plain, i - plain));
    if (i == bytes.size()) break;
    const std::size_t length = character_length(bytes, i);
    if (length == 0) {
      append_utf8(clean, kReplacement);
      // One sign for a whole cut-off character, as browsers decode it.
      ++i;
      while (i < bytes.size() && is_continuation(bytes[i])) ++i;
      continue;
    }
    std::size_t next = i;
    if (!is_dropped(next_code_point(bytes, next))) clean.append(bytes.substr(i, length));
    i += length;
  }
  return clean;
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) points += next_code_point(text, i);
  return points;
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) next_code_point(text, i);
  return count;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if ((code_point >= 0xD800 && code_point <= 0xDFFF) || code_point > 0x10FFFF) {
    append_utf8(text, kReplacement);
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  // Bad input may be all continuation bytes: three steps back reach every real character.
  for (int step = 0; step < 3 && end > 0 && is_continuation(text[end]); ++step) --end;
  return text.substr(0, end);
}

std::string shorten(std::string_view text, std::size_t characters) {
  std::size_t offset = 0;
  std::size_t room_for_sign = 0;  // offset after characters - 1
  for (std::size_t count = 0; count < characters; ++count) {
    if (offset >= text.size()) return std::string(text);
    room_for_sign = offset;
    next_code_point(text, offset);
  }
  if (offset >= text.size()) return std::string(text);
  if (characters == 0) return {};

  std::string_view kept = text.substr(0, room_for_sign);
  if (!is_ascii_space(text[room_for_sign])) {
    // A word is cut: give it up, unless that would cost more than half of the text.
    std::size_t word = kept.size();
    while (word > 0 && !is_ascii_space(kept[word - 1])) --word;
    if (word * 2 >= kept.size() && word > 0) kept = kept.substr(0, word);
  }
  while (!kept.empty() &&
         (is_ascii_space(kept.back()) || kept.back() == ',' || kept.back() == ';')) {
    kept.remove_suffix(1);
  }
  return std::string(kept) + "…";
}

bool utf16_less(std::string_view a, std::string_view b) {
  const std::size_t common = a.size() < b.size() ? a.size() : b.size();
  std::size_t i = 0;
  while (i < common && a[i] == b[i]) ++i;
  if (i == common) return a.size() < b.size();
  const std::uint8_t left = byte_at(a, i);
  const std::uint8_t right = byte_at(b, i);
  // Byte order is code point order. UTF-16 differs only where one side begins with a surrogate
  // (lead byte F0 to F4) and the other is U+E000 to U+FFFF (lead byte EE, EF).
  const bool left_high = left >= 0xF0;
  const bool right_high = right >= 0xF0;
  if (left_high != right_high) {
    if (left_high && right >= 0xEE) return true;
    if (right_high && left >= 0xEE) return false;
  }
  return left < right;
}

std::string collapse_space(std::string_view text) {
  // Length of the white space at `i`; the no-break space is one to a reader as well.
  const auto space_at = [text](std::size_t i) -> std::size_t {
    if (is_ascii_space(text[i])) return 1;
    return text[i] == '\xC2' && text.substr(i, 2) == "\u00A0" ? 2 : 0;
  };
  std::string collapsed;
  collapsed.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    while (i < text.size()) {
      const std::size_t length = space_at(i);
      if (length == 0) break;
      i += length;
    }
    const std::size_t word = i;
    while (i < text.size() && space_at(i) == 0) ++i;
    if (i == word) break;
    if (!collapsed.empty()) collapsed += ' ';
    collapsed.append(text.substr(word, i - word));
  }
  return collapsed;
}

}  // namespace broadsheet::text

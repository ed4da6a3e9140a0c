#pragma once
// UTF-8, one character at a time, and text that is safe to print. Source: RFC 3629.

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet {

/// Whether a byte continues a character that another byte began.
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Length in bytes of the well-formed character at `offset`, or 0 if there is none: overlong forms,
/// surrogates and code points above U+10FFFF are not well-formed.
/// @param offset  below the text's size
std::size_t character_length(std::string_view text, std::size_t offset);

/// The code point at `offset`, which then moves past it; U+FFFD for a byte that begins none.
/// @param offset  below the text's size
char32_t next_code_point(std::string_view text, std::size_t& offset);

/// C0 controls (tab and newline too), DEL and C1 controls.
constexpr bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

/// Marks, embeddings, overrides and isolates that change the direction in which text is displayed.
constexpr bool changes_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

enum class Tabs { Replace, Keep };

/// Text of others, safe to print on a terminal: control characters except newline, characters that
/// change the direction, and bytes that are not UTF-8 become '?'.
std::string terminal_text(std::string_view text, Tabs tabs = Tabs::Replace);

/// JSON, safe to print on a terminal and of the same value: these characters become escapes.
std::string terminal_json(std::string_view json);

}  // namespace broadsheet

#pragma once
// UTF-8: check, walk, cut. Source: RFC 3629.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace broadsheet::text {

/// Offset of the first byte that is not part of well-formed UTF-8 (overlong forms, surrogates and
/// code points above U+10FFFF are not); npos when all is well.
std::size_t first_invalid_utf8(std::string_view bytes);

/// Bad bytes become U+FFFD; C0 controls except tab and newline, C1 controls, and the
/// characters that change writing direction (U+202A-202E, U+2066-2069, U+200E, U+200F, U+061C)
/// are dropped; so is what Unicode calls no character (U+FFFE, U+FFFF, U+FDD0-FDEF).
std::string clean_utf8(std::string_view bytes);

using broadsheet::is_continuation;
using broadsheet::next_code_point;

/// All code points of a text, as next_code_point returns them; and their number.
std::u32string code_points(std::string_view text);
std::size_t code_point_count(std::string_view text);
/// Appends the character; U+FFFD in place of surrogates and of what lies above U+10FFFF.
void append_utf8(std::string& text, char32_t code_point);

/// The longest prefix of at most `bytes` bytes that halves no character.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);

/// At most `characters` code points, cut at a word's end where possible, with "…" when cut.
std::string shorten(std::string_view text, std::size_t characters);

/// The order in which JavaScript's < compares: by UTF-16 units. Differs from byte order
/// beyond U+FFFF.
bool utf16_less(std::string_view a, std::string_view b);

/// Runs of white space become one space; none at the ends.
std::string collapse_space(std::string_view text);

}  // namespace broadsheet::text

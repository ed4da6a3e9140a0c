// A door to utf8proc (with tex_text.cc and normalize.cc).
#include "text/slug.h"

#include <array>

#include <utf8proc.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// Letters that utf8proc does not decompose, as ranking rule 1 spells them.
std::string_view spelled(char32_t letter) {
  switch (letter) {
    case U'ø': case U'Ø': return "o";
    case U'ł': case U'Ł': return "l";
    case U'đ': case U'Đ': case U'ð': case U'Ð': return "d";
    case U'ħ': case U'Ħ': return "h";
    case U'ı': return "i";
    case U'ŧ': case U'Ŧ': return "t";
    case U'ß': case U'ẞ': return "ss";
    case U'æ': case U'Æ': return "ae";
    case U'œ': case U'Œ': return "oe";
    case U'þ': case U'Þ': return "th";
    default: return {};
  }
}

bool is_mark(utf8proc_int32_t letter) {
  const utf8proc_category_t kind = utf8proc_category(letter);
  return kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_MC ||
         kind == UTF8PROC_CATEGORY_ME;
}

// The ASCII characters of a code point's compatibility decomposition, the rest left out.
void append_ascii(std::string& text, char32_t letter) {
  if (letter < 0x80) {
    text += static_cast<char>(letter);
    return;
  }
  if (const std::string_view plain = spelled(letter); !plain.empty()) {
    text += plain;
    return;
  }
  std::array<utf8proc_int32_t, 32> parts{};
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(letter), parts.data(),
                              static_cast<utf8proc_ssize_t>(parts.size()),
                              static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT),
                              nullptr);
  // A mark belongs to the letter before it; whatever else is not ASCII parts words.
  for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i) {
    const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
    if (part < 0x80) {
      text += static_cast<char>(part);
    } else if (!is_mark(part)) {
      text += ' ';
    }
  }
}

}  // namespace

std::string slug(std::string_view text) {
  std::string ascii;
  ascii.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) append_ascii(ascii, next_code_point(text, i));

  std::string part;
  part.reserve(ascii.size());
  bool gap = false;
  for (char letter : ascii) {
    // "O'Brien" is one word.
    if (letter == '\'') continue;
    letter = lower_ascii(letter);
    if (!is_ascii_letter(letter) && !is_ascii_digit(letter)) {
      gap = true;
      continue;
    }
    if (gap && !part.empty()) part += '-';
    gap = false;
    part += letter;
  }
  if (part.empty()) return "x" + hash_hex(text, 8);
  return part;
}

}  // namespace broadsheet::text

#include "text/slug.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "text/letter_folding.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// Two letters more than text is searched by: addresses stay as they were first made.
std::string_view spelled_in_address(char32_t letter) {
  if (letter == U'ħ') return "h";
  if (letter == U'ŧ') return "t";
  return spelled(letter);
}

// The ASCII characters of a code point, a space for each that parts words.
void append_ascii(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
    return;
  }
  if (const std::string_view plain = spelled_in_address(lower(c)); !plain.empty()) {
    text += plain;
    return;
  }
  for (const char32_t part : without_marks(c)) text += part < 0x80 ? static_cast<char>(part) : ' ';
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

#include "maths/mathml_letters.h"

#include <algorithm>
#include <iterator>

#include "text/utf8.h"

namespace broadsheet::maths {
namespace {

// First code points of a variant's runs; 0 where Unicode has none.
struct Alphabet {
  std::string_view variant;
  char32_t capital, small, greek_capital, greek_small, digit;
};

constexpr Alphabet kAlphabets[] = {
    {"bold", 0x1D400, 0x1D41A, 0x1D6A8, 0x1D6C2, 0x1D7CE},
    {"italic", 0x1D434, 0x1D44E, 0x1D6E2, 0x1D6FC, 0},
    {"bold-italic", 0x1D468, 0x1D482, 0x1D71C, 0x1D736, 0},
    {"script", 0x1D49C, 0x1D4B6, 0, 0, 0},
    {"bold-script", 0x1D4D0, 0x1D4EA, 0, 0, 0},
    {"fraktur", 0x1D504, 0x1D51E, 0, 0, 0},
    {"bold-fraktur", 0x1D56C, 0x1D586, 0, 0, 0},
    {"double-struck", 0x1D538, 0x1D552, 0, 0, 0x1D7D8},
    {"sans-serif", 0x1D5A0, 0x1D5BA, 0, 0, 0x1D7E2},
    {"bold-sans-serif", 0x1D5D4, 0x1D5EE, 0x1D756, 0x1D770, 0x1D7EC},
    {"sans-serif-italic", 0x1D608, 0x1D622, 0, 0, 0},
    {"sans-serif-bold-italic", 0x1D63C, 0x1D656, 0x1D790, 0x1D7AA, 0},
    {"monospace", 0x1D670, 0x1D68A, 0, 0, 0x1D7F6},
};

// Letters that Unicode had before the block, and left out of it.
struct Exception {
  char32_t hole, letter;
};
constexpr Exception kExceptions[] = {
    {0x1D455, 0x210E},                                                           // italic h
    {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B},  // script
    {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B},
    {0x1D4BA, 0x212F}, {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D},
    {0x1D50B, 0x210C}, {0x1D50C, 0x2111}, {0x1D515, 0x211C},  // fraktur
    {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
    {0x1D547, 0x2119},  // double-struck
    {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
};

// ∂ ϵ ϑ ϰ ϕ ϱ ϖ follow ω in each Greek run.
constexpr char32_t kGreekVariants[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};

char32_t place_of(const Alphabet& alphabet, char32_t c) {
  const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (in('A', 'Z')) return alphabet.capital + (c - 'A');
  if (in('a', 'z')) return alphabet.small + (c - 'a');
  if (in('0', '9') && alphabet.digit != 0) return alphabet.digit + (c - '0');
  if (alphabet.greek_capital == 0) return c;
  if (in(0x391, 0x3A9) && c != 0x3A2) return alphabet.greek_capital + (c - 0x391);
  if (c == 0x3F4) return alphabet.greek_capital + 17;
  if (c == 0x2207) return alphabet.greek_capital + 25;
  if (in(0x3B1, 0x3C9)) return alphabet.greek_small + (c - 0x3B1);
  const auto* variant = std::find(std::begin(kGreekVariants), std::end(kGreekVariants), c);
  if (variant == std::end(kGreekVariants)) return c;
  return alphabet.greek_small + 25 + static_cast<char32_t>(variant - std::begin(kGreekVariants));
}

char32_t letter_of(const Alphabet& alphabet, char32_t c) {
  const char32_t place = place_of(alphabet, c);
  for (const Exception& one : kExceptions) {
    if (one.hole == place) return one.letter;
  }
  return place;
}

}  // namespace

std::string math_letters(std::string_view text, std::string_view variant) {
  const auto* alphabet =
      std::find_if(std::begin(kAlphabets), std::end(kAlphabets),
                   [variant](const Alphabet& one) { return one.variant == variant; });
  if (alphabet == std::end(kAlphabets)) return std::string(text);
  std::string letters;
  for (std::size_t i = 0; i < text.size();)
    text::append_utf8(letters, letter_of(*alphabet, text::next_code_point(text, i)));
  return letters;
}

bool has_italic_form(std::string_view text) {
  std::size_t i = 0;
  if (text.empty()) return false;
  text::next_code_point(text, i);
  return i == text.size() && math_letters(text, "italic") != text;
}

}  // namespace broadsheet::maths

#include "text/tokenize.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

enum Kind : std::uint8_t { kOther = 0, kWord = 1, kDigit = 2 };  // a digit is a word character too

struct Character {
  char32_t code_point = 0;
  std::uint32_t size = 0;  // 0: behind the end
  Kind kind = kOther;
};

Kind kind_of(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_ND:
      return kDigit;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_PC:
      return kWord;
    default:
      return kOther;
  }
}

constexpr std::array<Kind, 128> kAsciiKinds = [] {
  std::array<Kind, 128> kinds{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) kinds[c] = kWord;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = kWord;
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = kDigit;
  kinds['_'] = kWord;
  return kinds;
}();

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {.code_point = byte, .size = 1, .kind = kAsciiKinds[byte]};
  std::size_t end = at;
  const char32_t c = next_code_point(text, end);
  return {.code_point = c, .size = static_cast<std::uint32_t>(end - at), .kind = kind_of(c)};
}

// How many characters of words stand at `at` that are ASCII, as most are.
std::size_t ascii_run(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80 || kAsciiKinds[byte] == kOther) break;
    ++at;
  }
  return at - begin;
}

bool is_infix(char32_t c) {
  return c == '\'' || c == '&' || c == 0xB7 || c == 0x5F4 || c == 0x2027;
}

bool is_digit_infix(char32_t c) {
  switch (c) {
    case ',':
    case '.':
    case ';':
    case 0x589:
    case 0x60D:
    case 0x7F8:
    case 0x2044:
      return true;
    default:
      return false;
  }
}

// Behind the word that begins at `at`, its suffix of + and # not included.
std::size_t word_end(std::string_view text, std::size_t at) {
  Character last = character_at(text, at);
  at += last.size;
  while (true) {
    if (const std::size_t run = ascii_run(text, at); run > 0) {
      at += run;
      last = character_at(text, at - 1);
    }
    const Character next = character_at(text, at);
    if (next.kind != kOther) {
      last = next;
      at += next.size;
      continue;
    }
    if (next.size == 0) return at;
    const Character after = character_at(text, at + next.size);
    if (after.kind == kOther) return at;
    const bool digits = last.kind == kDigit && after.kind == kDigit;
    if (!(digits ? is_digit_infix(next.code_point) : is_infix(next.code_point))) return at;
    last = after;
    at += next.size + after.size;
  }
}

std::size_t suffix_end(std::string_view text, const std::size_t end) {
  std::size_t at = end;
  while (at < text.size() && (text[at] == '+' || text[at] == '#')) {
    if (++at - end > 3) return end;
  }
  // "fish+chips" is two words, not "fish+" and "chips".
  return character_at(text, at).kind == kOther ? at : end;
}

}  // namespace

std::vector<WordSpan> word_spans(std::string_view folded) {
  std::vector<WordSpan> words;
  std::size_t at = 0;
  std::size_t previous_end = std::string_view::npos;
  while (at < folded.size()) {
    const Character c = character_at(folded, at);
    if (c.kind == kOther) {
      at += c.size;
      continue;
    }
    const std::size_t begin = at;
    at = suffix_end(folded, word_end(folded, begin));
    if (at - begin > kLongestWord) {
      previous_end = std::string_view::npos;
      continue;
    }
    words.push_back({.begin = static_cast<std::uint32_t>(begin),
                     .end = static_cast<std::uint32_t>(at),
                     .tied = previous_end != std::string_view::npos && previous_end + 1 == begin &&
                             folded[previous_end] == '-'});
    previous_end = at;
  }
  return words;
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(),
                     [](unsigned char c) { return (c >= 'a' && c <= 'z') || c >= 0x80; });
}

std::vector<Word> tokenize(std::string_view folded) {
  std::vector<Word> words;
  for (const WordSpan& span : word_spans(folded)) {
    words.push_back({.text = std::string(span.in(folded)),
                     .begin = span.begin,
                     .end = span.end,
                     .tied = span.tied});
  }
  return words;
}

}  // namespace broadsheet::text

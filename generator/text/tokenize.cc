#include "text/tokenize.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// A character of a word is one of kWord and kDigit. Scripts without spaces are words of their own.
enum Kind : std::uint8_t { kOther = 0, kWord = 1, kDigit = 2, kUnspaced = 3 };

struct Character {
  char32_t code_point = 0;
  std::uint32_t size = 0;  // 0: one past the end
  Kind kind = kOther;

  bool in_word() const { return kind == kWord || kind == kDigit; }
};

Kind kind_of(char32_t c) {
  if (is_unspaced(c)) return kUnspaced;
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

// How many ASCII characters of a word follow from `at`: most words have no others.
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

// One past the word that begins at `at`, its suffix of + and # not included.
std::size_t word_end(std::string_view text, std::size_t at) {
  Character last = character_at(text, at);
  at += last.size;
  while (true) {
    if (const std::size_t run = ascii_run(text, at); run > 0) {
      at += run;
      last = character_at(text, at - 1);
    }
    const Character next = character_at(text, at);
    if (next.in_word()) {
      last = next;
      at += next.size;
      continue;
    }
    if (next.size == 0) return at;
    const Character after = character_at(text, at + next.size);
    if (!after.in_word()) return at;
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
  return character_at(text, at).in_word() ? end : at;
}

bool is_tie(char c) { return c == '-' || c == '_' || c == '^'; }

// Appends the words of a run without spaces that begins at `at`: each two neighbouring characters,
// and the last one alone. Returns one past the run.
std::size_t append_unspaced(std::vector<WordSpan>& words, std::string_view text, std::size_t at) {
  bool is_first = true;
  while (true) {
    const std::size_t second = at + character_at(text, at).size;
    const Character next = character_at(text, second);
    const bool is_last = next.kind != kUnspaced;
    words.push_back({.begin = static_cast<std::uint32_t>(at),
                     .end = static_cast<std::uint32_t>(is_last ? second : second + next.size),
                     .tied = false,
                     .tail = is_last && !is_first});
    if (is_last) return second;
    at = second;
    is_first = false;
  }
}

}  // namespace

bool is_unspaced(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  constexpr std::array<Range, 15> kRanges = {{{0x0E01, 0x0E3A},  // Thai
                                              {0x0E40, 0x0E4E},
                                              {0x0E81, 0x0ECD},  // Lao
                                              {0x1000, 0x103F},  // Burmese
                                              {0x1780, 0x17D3},  // Khmer
                                              {0x3005, 0x3007},
                                              {0x3041, 0x3096},  // Hiragana
                                              {0x3099, 0x309A},
                                              {0x309D, 0x309F},
                                              {0x30A1, 0x30FA},  // Katakana
                                              {0x30FC, 0x30FF},
                                              {0x3400, 0x4DBF},  // Han
                                              {0x4E00, 0x9FFF},
                                              {0xF900, 0xFAFF},
                                              {0x20000, 0x3134F}}};
  if (c < kRanges.front().first) return false;
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

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
    if (c.kind == kUnspaced) {
      at = append_unspaced(words, folded, at);
      previous_end = std::string_view::npos;
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
                             is_tie(folded[previous_end]),
                     .tail = false});
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
                     .tied = span.tied,
                     .tail = span.tail});
  }
  return words;
}

}  // namespace broadsheet::text

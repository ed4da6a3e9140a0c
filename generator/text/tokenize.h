#pragma once
// Folded text to words. Twins: tokenize and hasLetter in themes/shared/search/text.js;
// tests/vectors/tokenize.json binds both.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// Longest word in bytes; longer ones are dropped.
constexpr std::size_t kLongestWord = 64;

/// The place of a word: folded.substr(begin, end - begin) is the word.
struct WordSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool tied = false;  ///< only a hyphen, '_' or '^' separates it from the word before
  bool tail = false;  ///< the last character of a longer run without spaces, alone

  std::string_view in(std::string_view folded) const { return folded.substr(begin, end - begin); }
};

/// Whether a character belongs to a script that is written without spaces: Han, Kana, Thai, Lao,
/// Khmer, Burmese. Twin: UNSPACED in themes/shared/search/text.js.
bool is_unspaced(char32_t c);

/// The words of `folded` (text that went through fold) in order, cut as Xapian's TermGenerator cuts
/// them: letters and digits; inner ' & ·; inner . , ; between digits; up to three + or # at the
/// end. "low-rank", "low_rank" and "low^rank" give low, rank (tied). Not followed: '_' within
/// words, and "U.N." as one word, which needs the capitals that folding removes. A run of
/// characters of scripts without spaces gives each pair of neighbours, which overlap, and its last
/// character: "注意力" gives 注意, 意力, 力. Source: xapian-core 1.4,
/// queryparser/termgenerator_internal.cc.
std::vector<WordSpan> word_spans(std::string_view folded);

/// Whether a word of folded text is more than a number: it has one of a to z, or a character beyond
/// ASCII.
bool has_letter(std::string_view word);

/// A word with its text. Offsets are bytes into the text as given to `tokenize`.
struct Word {
  std::string text;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool tied = false;
  bool tail = false;
};

/// As word_spans.
std::vector<Word> tokenize(std::string_view folded);

}  // namespace broadsheet::text

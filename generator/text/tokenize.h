#pragma once
// Folded text to words. Twin: themes/shared/search/tokenize.js; tests/vectors/tokenize.json binds both.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// A word as Xapian's TermGenerator cuts them: letters and digits, inner ' & ·, inner . , ; between
/// digits, up to three + or # at the end; at most 64 bytes (longer ones are dropped).
struct Word {
  std::string text;          ///< folded
  std::uint32_t begin = 0;   ///< byte offsets into the text as given to `tokenize`
  std::uint32_t end = 0;
  bool tied = false;         ///< a hyphen alone stands between it and the word before it
};

/// Words of `folded` (text that went through fold) in order. "low-rank" gives low, rank (tied).
std::vector<Word> tokenize(std::string_view folded);

}  // namespace broadsheet::text

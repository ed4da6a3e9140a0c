#pragma once
// Single characters on their way to plain letters. Used by normalize.cc and slug.cc only.

#include <string>
#include <string_view>

namespace broadsheet::text {

/// Whether `c` is a combining mark.
bool is_mark(char32_t c);

/// The characters of `c`'s compatibility decomposition (NFKD); `c` itself if it has none.
std::u32string decomposed(char32_t c);

/// The characters of `c`'s compatibility decomposition (NFKD) without marks: "É" gives "E",
/// "ﬁ" "fi". Empty for a mark.
std::u32string without_marks(char32_t c);

/// The small letter; all else stays.
char32_t lower(char32_t c);

/// Small letters that do not decompose, in ASCII: ø o, ł l, đ ð d, ı i, ß ss, æ ae, œ oe, þ th;
/// empty for all else. Source: ranking rule 1. Twin: LETTERS in themes/shared/search/text.js.
std::string_view spelled(char32_t letter);

/// Whether `c` is a Greek letter, or one of mathematics.
bool is_greek(char32_t c);

/// The name of a small letter from α to ω, in ASCII: "alpha"; empty for all else.
std::string_view greek_name(char32_t letter);

}  // namespace broadsheet::text

#include "text/utf8.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace broadsheet::text;

TEST_CASE("well-formed UTF-8 has no invalid byte") {
  const std::string text = GENERATE(as<std::string>{}, "", "ascii of more than eight bytes", "é€𝔽",
                                    "\uD7FF\uE000\uFFFF\U0010FFFF\u0080\u0800\U00010000");
  CHECK(first_invalid_utf8(text) == std::string::npos);
}

TEST_CASE("the first bad byte is found") {
  struct Case {
    std::string bytes;
    std::size_t at;
  };
  const auto& [bytes, at] = GENERATE(values<Case>({
      {"\x80", 0},
      {"abcdefghij\xFF", 10},
      {"\xC0\xAF", 0},  // overlong
      {"\xC1\xBF", 0},
      {"a\xE0\x80\xAF", 1},     // overlong
      {"\xF0\x80\x80\x80", 0},  // overlong
      {"é\xED\xA0\x80", 2},     // surrogate
      {"\xF4\x90\x80\x80", 0},  // above U+10FFFF
      {"\xF5\x80\x80\x80", 0},
      {"ab\xE2\x82", 2},  // cut off
      {"ab\xE2\x82z", 2},
      {"\xC3", 0},
  }));
  CAPTURE(bytes);
  CHECK(first_invalid_utf8(bytes) == at);
}

TEST_CASE("cleaning replaces bad bytes and drops controls") {
  struct Case {
    std::string bytes, clean;
  };
  const auto& [bytes, clean] = GENERATE(values<Case>({
      {"plain\ttext\n", "plain\ttext\n"},
      {"a\rb", "ab"},
      {std::string("a\0b\x1B[0m\x7F", 8), "ab[0m"},
      {"a\u0085b", "ab"},
      {"\u202Eevil\u2066\u200E\u200F\u061C", "evil"},
      {"\uFFFEa\uFFFF\uFDD0\U0010FFFF", "a"},
      {"a\xFFz", "a\uFFFDz"},
      {"a\xE2\x82z", "a\uFFFDz"},
      {"\uFEFFa", "\uFEFFa"},
      {"é𝔽", "é𝔽"},
  }));
  CHECK(clean_utf8(bytes) == clean);
  CHECK(clean_utf8(clean) == clean);
}

TEST_CASE("code points are read and written") {
  const std::string text = "aé€𝔽";
  std::vector<char32_t> points;
  std::string again;
  for (std::size_t i = 0; i < text.size();) {
    points.push_back(next_code_point(text, i));
    append_utf8(again, points.back());
  }
  CHECK(points == std::vector<char32_t>{'a', 0xE9, 0x20AC, 0x1D53D});
  CHECK(again == text);
  std::string odd;
  append_utf8(odd, 0xD800);
  append_utf8(odd, 0x110000);
  CHECK(odd == "\uFFFD\uFFFD");
}

TEST_CASE("a cut halves no character") {
  CHECK(cut_utf8("abc", 5) == "abc");
  CHECK(cut_utf8("aé", 2) == "a");
  CHECK(cut_utf8("aé", 3) == "aé");
  CHECK(cut_utf8("𝔽x", 3) == "");
  CHECK(cut_utf8("𝔽x", 4) == "𝔽");
  CHECK(cut_utf8("", 0) == "");
}

TEST_CASE("a text is shortened at the end of a word") {
  struct Case {
    std::string text;
    std::size_t characters;
    std::string shorter;
  };
  const auto& [text, characters, shorter] = GENERATE(values<Case>({
      {"one two", 7, "one two"},
      {"one two three", 9, "one two…"},
      {"one two three", 8, "one two…"},
      {"one, two", 6, "one…"},
      {"Donaudampfschiff", 6, "Donau…"},
      {"éééé", 3, "éé…"},
      {"a Donaudampfschiff", 10, "a Donauda…"},
      {"abc", 0, ""},
      {"", 0, ""},
      {"abc", 1, "…"},
  }));
  CAPTURE(text, characters);
  CHECK(shorten(text, characters) == shorter);
}

TEST_CASE("strings are ordered as JavaScript orders them") {
  CHECK(utf16_less("a", "b"));
  CHECK(utf16_less("a", "aa"));
  CHECK_FALSE(utf16_less("a", "a"));
  CHECK(utf16_less("é", "𝔽"));
  CHECK(utf16_less("𝔽", "\uFFFD"));
  CHECK_FALSE(utf16_less("\uFFFD", "𝔽"));
  CHECK(utf16_less("\uD7FF", "𝔽"));
  CHECK(utf16_less("𝔽", "\uE000"));
  CHECK(utf16_less("\uE000", "\uFFFD"));
}

TEST_CASE("white space collapses") {
  CHECK(collapse_space("  a \n\t b\u00A0c  ") == "a b c");
  CHECK(collapse_space(" \n ") == "");
}

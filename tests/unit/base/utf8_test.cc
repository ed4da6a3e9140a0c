#include "base/utf8.h"

#include <string>

#include "base/diagnostics.h"
#include "base/position.h"
#include "support/catch.h"

using namespace broadsheet;

namespace {

/// A code point below U+10000 in UTF-8.
std::string utf8(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F))};
  return {byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))};
}

}  // namespace

TEST_CASE("text for a terminal has no control characters except newline") {
  for (char32_t c = 0; c < 0xA0; ++c) {
    CAPTURE(static_cast<int>(c));
    const bool shown = c == U'\n' || (c >= 0x20 && c < 0x7F);
    CHECK(terminal_text("a" + utf8(c) + "b") == "a" + (shown ? utf8(c) : "?") + "b");
  }
}

TEST_CASE("text for a terminal has no characters that change the direction") {
  for (const char32_t c : {0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066,
                           0x2067, 0x2068, 0x2069}) {
    CAPTURE(static_cast<int>(c));
    CHECK(terminal_text("a" + utf8(c) + "b") == "a?b");
  }
  const std::string kept = "\u00A0\u061B\u200D\u2010\u2029\u206A d\u00E9j\u00E0 \u65E5 \U0001F600";
  CHECK(terminal_text(kept) == kept);
}

TEST_CASE("bytes that are not UTF-8 become question marks, so that no terminal reads them") {
  CHECK(terminal_text("\x9B"
                      "31m") == "?31m");
  CHECK(terminal_text("\xE0\x82\x9B") == "???");  // U+009B, overlong
  CHECK(terminal_text("\xED\xA0\x80") == "???");  // a surrogate
  CHECK(terminal_text("\xC3") == "?");
}

TEST_CASE("results keep their tabs, and JSON keeps its values") {
  CHECK(terminal_text("a\tb\x1B", Tabs::Keep) == "a\tb?");
  CHECK(terminal_json("{\"a\u009B\": \"\u202E\u00E9\x7F\"}\n") ==
        "{\"a\\u009b\": \"\\u202e\u00E9\\u007f\"}\n");
}

TEST_CASE("an excerpt with such characters has its caret under the right column") {
  const std::string line = "a\u009B31m\u202Eb";
  CHECK(excerpt(line, {1, static_cast<int>(line.size())}) == "    1 | a?31m?b\n      |       ^");
  CHECK(excerpt("\x9B\x9B!", {1, 3}) == "    1 | \?\?!\n      |   ^");
}

TEST_CASE("a message with such characters in a path or a value is cleaned") {
  Diagnostics problems;
  problems.error({.path = "a\u009B31m.json"}, "unknown key 'zz\u202E\x1B[2J'");
  CHECK(problems.str() == "a?31m.json: error: unknown key 'zz??[2J'\n");
}

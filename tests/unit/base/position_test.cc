#include "base/position.h"

#include <string>

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("a byte offset has a line and a column, both from 1") {
  struct Case {
    std::size_t offset;
    int line, column;
  };
  const auto& [offset, line, column] = GENERATE(values<Case>({
      {0, 1, 1},
      {1, 1, 2},
      {2, 1, 3},
      {3, 2, 1},
      {4, 3, 1},
      {5, 3, 2},
      {6, 3, 3},
      {99, 3, 3},
  }));
  CAPTURE(offset);
  const Position at = position_of("ab\n\ncd", offset);
  CHECK(at.line == line);
  CHECK(at.column == column);
}

TEST_CASE("an excerpt shows the line and a caret below the column") {
  CHECK(excerpt("a\nbcd\n", {2, 2}) == "    2 | bcd\n      |  ^");
  CHECK(excerpt("a\r\nb", {1, 1}) == "    1 | a\n      | ^");
  CHECK(excerpt("a\tb\x1B", {1, 3}) == "    1 | a?b?\n      |   ^");
  CHECK(excerpt("abc", {1, 99}) == "    1 | abc\n      |    ^");
  CHECK(excerpt("", {1, 1}) == "    1 | \n      | ^");
  CHECK(excerpt("a\nb", {3, 1}).empty());
  CHECK(excerpt("\n\n\n", {3, 1}) == "    3 | \n      | ^");
}

TEST_CASE("the caret is under the character, whatever its bytes") {
  CHECK(excerpt("Pérez: x", {1, 9}) == "    1 | Pérez: x\n      |        ^");
  CHECK(excerpt("日本: x", {1, 9}) == "    1 | 日本: x\n      |     ^");
}

TEST_CASE("a long line is cut around the column, and never within a character") {
  std::string line;
  for (int i = 0; i < 100; ++i) line += "é";  // 200 bytes
  for (int column = 1; column <= 200; ++column) {
    CAPTURE(column);
    const std::string text = excerpt(line, {1, column});
    const std::string shown = text.substr(8, text.find('\n') - 8);
    CHECK(shown.size() % 2 == 0);
    CHECK(shown.size() >= 98);
    CHECK(shown.size() <= 100);
    CHECK(shown.find("é") == 0);
    CHECK(text.back() == '^');
  }
}

#include "render/mail/mail_text.h"

#include "support/catch.h"

using namespace broadsheet;
using render::wrapped;

TEST_CASE("a paragraph of a mail has at most 72 columns, with its indentation") {
  CHECK(wrapped("", "    ", "  ").empty());
  CHECK(wrapped("one two", "    ", " 1. ") == " 1. one two\n");
  CHECK(wrapped(" one\n\ttwo ", "", "") == "one two\n");
  const std::string fits = std::string(30, 'a') + " " + std::string(37, 'b');
  CHECK(wrapped(fits, "    ", " 1. ") == " 1. " + fits + "\n");
  CHECK(wrapped(fits + "b", "    ", " 1. ") ==
        " 1. " + std::string(30, 'a') + "\n    " + std::string(38, 'b') + "\n");
}

TEST_CASE("a long word has a line of its own") {
  const std::string word(100, 'x');
  CHECK(wrapped("a " + word + " b", "  ", "  ") == "  a\n  " + word + "\n  b\n");
  CHECK(wrapped(word, "  ", "  ") == "  " + word + "\n");
}

TEST_CASE("Han counts two columns and is broken anywhere") {
  std::string han;
  for (int i = 0; i < 37; ++i) han += "好";
  CHECK(wrapped(han, "", "") == han.substr(0, 36 * 3) + "\n好\n");
  CHECK(wrapped("好 a", "", "") == "好 a\n");
}

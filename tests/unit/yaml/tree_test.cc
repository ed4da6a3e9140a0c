#include "yaml/tree.h"

#include <string>

#include "support/catch.h"

using namespace broadsheet;

namespace {

std::string first_problem(const std::string& text) {
  Diagnostics problems;
  parse_yaml(text, "config.yaml", problems);
  if (problems.problems().empty()) return "";
  return problems.problems().front().where.str() + ": " + problems.problems().front().message;
}

}  // namespace

TEST_CASE("traps of YAML are named with their place") {
  struct Case {
    std::string text, problem;
  };
  const auto& [text, problem] = GENERATE(values<Case>({
      {"site:\n\ttitle: x\n", "config.yaml:2:1: tabs cannot indent; use spaces"},
      {"site:\n  title: x\n\ttagline: y\n", "config.yaml:3:1: tabs cannot indent; use spaces"},
      {"\tsite:\n  title: x\n", "config.yaml:1:1: tabs cannot indent; use spaces"},
      {"topics:\n\t- id: a\n", "config.yaml:2:1: tabs cannot indent; use spaces"},
      {"site:\n  title: x\n  \ttagline: y\n", "config.yaml:3:3: tabs cannot indent; use spaces"},
      {"site:\r\n\ttitle: x\r\n", "config.yaml:2:1: tabs cannot indent; use spaces"},
      {"a: 1\nb: 2\na: 3\n", "config.yaml:3:1: the key 'a' appears twice"},
      {"a: {b: 1, b: 2}\n", "config.yaml:1:11: the key 'b' appears twice"},
      {"[a]: 1\n", "config.yaml:1:1: a key should be a word"},
      {"a: b: c\n",
       "config.yaml:1:5: this is not YAML: a ':' is not expected here; quote a text that holds ': "
       "', and look at the indentation"},
      {"a: @b\n",
       "config.yaml:1:4: this is not YAML: a text that begins with this character needs quotes"},
      {"a: [b\n", "config.yaml:2:1: this is not YAML: a ',' or a ']' is missing"},
      {"a: *b\n",
       "config.yaml:1:4: this is not YAML: no '&' defines this '*' before it; a text that "
       "begins with '*' needs quotes"},
      {"a: \"b\nc: d\n", "config.yaml:1:4: this is not YAML: this quote is never closed"},
      {"a: 'it''s\nc: d\n", "config.yaml:1:4: this is not YAML: this quote is never closed"},
      {"a: \"b\\\"\n", "config.yaml:1:4: this is not YAML: this quote is never closed"},
      {"a: 1\n---\nb: 2\n",
       "config.yaml:3:1: a second document begins after '---'; only one is read"},
      {"a: \"\\x08\"\n", "config.yaml:1:4: this text holds a control character"},
  }));
  CAPTURE(text);
  CHECK(first_problem(text) == problem);
}

TEST_CASE("a tab that does not indent is no mistake") {
  const std::string text =
      GENERATE(as<std::string>{}, "a:\tb\n", "a: |\n  b\n  \tc\n", "a: \"b\n\tc\"\n",
               "a: {\n\tb: 1\n}\n", "\t\na: b\n", "a: b\t# a word\n");
  CAPTURE(text);
  CHECK(first_problem(text).empty());
}

TEST_CASE("a text is what was written, whatever YAML makes of it elsewhere") {
  const std::string written = GENERATE(as<std::string>{}, "no", "NO", "on", "1e3", "0x10", "010",
                                       "1_000", "2026-02-27", "12:30", ".inf", "3.10");
  Diagnostics problems;
  const auto root = parse_yaml("a: " + written + "\n", "config.yaml", problems);
  REQUIRE(root);
  REQUIRE(root->find("a") != nullptr);
  CHECK(root->find("a")->text == written);
  CHECK(problems.problems().empty());
}

TEST_CASE("anchors are read, and a bomb of them is refused") {
  Diagnostics problems;
  const auto root = parse_yaml("a: &x [1, 2]\nb: *x\n", "config.yaml", problems);
  REQUIRE(root);
  CHECK(root->find("b")->items.size() == 2);

  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name <= 'k'; ++name) {
    const std::string alias = std::string("*") + static_cast<char>(name - 1);
    bomb += std::string(1, name) + ": &" + name + " [" + alias;
    for (int i = 0; i < 9; ++i) bomb += ", " + alias;
    bomb += "]\n";
  }
  CHECK(first_problem(bomb) == "config.yaml: there are more than 20000 values, aliases expanded");
}

TEST_CASE("as many values are read as are allowed, and not one more") {
  // The mapping and the list are values too.
  const auto list_of = [](int items) {
    std::string text = "a: [x";
    for (int i = 1; i < items; ++i) text += ", x";
    return text + "]\n";
  };
  CHECK(first_problem(list_of(19'998)).empty());
  CHECK(first_problem(list_of(19'999)).find("more than 20000 values") != std::string::npos);
}

TEST_CASE("text that repeats by aliases is limited") {
  std::string text = "a: &a " + std::string(100'000, 'x') + "\nb: [*a";
  for (int i = 0; i < 1000; ++i) text += ", *a";
  CHECK(first_problem(text + "]\n") ==
        "config.yaml: there are more than 1000000 bytes of text, aliases expanded");
}

TEST_CASE("nesting is limited, with and without anchors") {
  const std::string anchor = GENERATE(as<std::string>{}, "", "&a ");
  std::string text;
  for (int i = 0; i < 70; ++i) text += anchor + "[";
  CAPTURE(anchor);
  CHECK(first_problem(text) != "");
  const std::string deep = "a: " + std::string(65, '[') + std::string(65, ']') + "\n";
  CHECK(first_problem(deep) == "config.yaml:1:68: nested deeper than 64 levels");
}

TEST_CASE("stray separators are errors, and reading ends") {
  const std::string text =
      GENERATE(as<std::string>{}, ",", "[a],", "{\"site\": {\"title\": \"x\"}},", "- a\n, b",
               "---\n,", "]", "}", "a: ,", "a: [,]", "a: b,\n,", "? ,", "a: ]\n");
  CAPTURE(text);
  Diagnostics problems;
  CHECK_FALSE(parse_yaml(text, "config.yaml", problems));
  CHECK(problems.errors() == 1);
}

TEST_CASE("positions count bytes, after characters and line breaks of every kind") {
  Diagnostics problems;
  const auto root = parse_yaml(
      "\xEF\xBB\xBF\xC3\xA9: [\xE2\x82\xAC, b]\r\nc: \xE2\x80\xA8 d\n"
      "e: &x [f]\ng: *x\n",
      "config.yaml", problems);
  REQUIRE(root);
  REQUIRE(root->items.size() == 4);
  const YamlNode& list = root->items[0];
  CHECK((list.at.line == 1 && list.at.column == 5));
  CHECK((list.items[1].at.line == 1 && list.items[1].at.column == 11));
  CHECK((root->items[2].key_at.line == 3 && root->items[2].key_at.column == 1));
  CHECK((root->items[3].at.line == 3 && root->items[3].at.column == 4));
}

TEST_CASE("what is not UTF-8 is named with its place") {
  CHECK(first_problem("a: b\nc: d\xC3(\n") == "config.yaml:2:6: the file is not UTF-8 here");
}

TEST_CASE("a file that is far too long is refused unread") {
  CHECK(first_problem("a: " + std::string(10'000'000, 'x')) ==
        "config.yaml: the file has 10000003 bytes; at most 256000 are allowed");
}

TEST_CASE("of very many problems the first are reported and the rest is counted") {
  std::string text;
  for (int i = 0; i < 9'000; ++i) text += "a: b\n";
  Diagnostics problems;
  CHECK(parse_yaml(text, "config.yaml", problems));
  CHECK(problems.errors() == 50);
  CHECK(problems.problems().back().str() == "config.yaml: note: and 8949 more errors in this file");
}

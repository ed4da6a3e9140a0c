#include "config/yaml_tree.h"

#include <string>

#include "config/load.h"
#include "support/catch.h"

using namespace broadsheet;
using namespace broadsheet::config;

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
      {"a: 1\nb: 2\na: 3\n", "config.yaml:3:1: key 'a' stands twice"},
      {"a: {b: 1, b: 2}\n", "config.yaml:1:11: key 'b' stands twice"},
      {"[a]: 1\n", "config.yaml:1:1: a key should be a word"},
      {"a: b: c\n",
       "config.yaml:1:5: this is not YAML: a ':' is not expected here; quote a text that holds ': "
       "', and look at the indentation"},
      {"a: @b\n",
       "config.yaml:1:4: this is not YAML: a text that begins with this character needs quotes"},
      {"a: [b\n", "config.yaml:2:1: this is not YAML: a ']' is missing"},
      {"a: *b\n",
       "config.yaml:1:4: this is not YAML: no '&' marks what this '*' stands for; a text that "
       "begins with '*' needs quotes"},
      {"a: \"b\nc: d\n", "config.yaml:1:4: this is not YAML: the quote \" is never closed"},
      {"a: 'it''s\nc: d\n", "config.yaml:1:4: this is not YAML: the quote ' is never closed"},
      {"a: \"b\\\"\n", "config.yaml:1:4: this is not YAML: the quote \" is never closed"},
      {"a: 1\n---\nb: 2\n",
       "config.yaml:3:1: a second document begins after '---'; settings are one"},
      {"a: \"\\x08\"\n", "config.yaml:1:4: this text holds a control character"},
      {"a: x\xE2\x80\xAEy\n",
       "config.yaml:1:4: this text holds a character that changes the direction of writing"},
      {"a: \"\\u2066y\"\n",
       "config.yaml:1:4: this text holds a character that changes the direction of writing"},
      {"a: \"\\u061C\"\n",
       "config.yaml:1:4: this text holds a character that changes the direction of writing"},
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

TEST_CASE("the language of Norway is a language, and no number is read by halves") {
  Diagnostics problems;
  CHECK(parse("site: {language: no}\n", "c", problems).site.language == "no");
  CHECK(problems.problems().empty());
  const std::string wrong = GENERATE(
      as<std::string>{}, "fetch: {retries: 1e1}", "fetch: {retries: 0x10}",
      "fetch: {retries: 1_000}", "fetch: {retries: 99999999999999}", "fetch: {pause_seconds: 1.5s}",
      "fetch: {pause_seconds: .inf}", "fetch: {pause_seconds: 0x1p3}", "fetch: {primary_only: y}",
      "site: {language: ../../etc}", "site: {language: English}", "site: {language: e}",
      "site: {language: de_DE.UTF-8}", "site: {language: en-}");
  CAPTURE(wrong);
  parse(wrong, "c", problems);
  CHECK(problems.errors() == 1);
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
  CHECK(first_problem(bomb) ==
        "config.yaml: there are more than 20000 values, aliases written out; settings have fewer");
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

TEST_CASE("a file that is far too long is refused unread") {
  CHECK(first_problem("a: " + std::string(10'000'000, 'x')) ==
        "config.yaml: the file has 10000003 bytes; settings are at most 256000");
}

TEST_CASE("of very many mistakes the first fifty are told, the rest is counted") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "k" + std::to_string(i) + ": 1\n";
  Diagnostics problems;
  parse(text, "config.yaml", problems);
  CHECK(problems.errors() == 50);
  CHECK(problems.problems().back().message == "and 4950 more errors in this file");
}

TEST_CASE("a key's place is found by its name") {
  const std::string text =
      "site: {title: x}\nscore:\n  model: gpt-5\nsearches:\n  - name: a\n    query: b\n  - name: "
      "c\n";
  struct Case {
    std::string name, place;
  };
  const auto& [name, place] = GENERATE(values<Case>({
      {"score.model", "c.yaml:3:10"},
      {"searches[1].query", "c.yaml:6:12"},
      {"searches[2].query", "c.yaml:7:5"},
      {"searches[3].query", "c.yaml:5:3"},
      {"score.method", "c.yaml:3:3"},
      {"publish.remote", "c.yaml"},
      {"score.model.deeper[x", "c.yaml:3:10"},
  }));
  CAPTURE(name);
  CHECK(place_of(text, "c.yaml", name).str() == place);
}

#include "theme/script_words.h"

#include <set>
#include <string>

#include "support/catch.h"

using namespace broadsheet;

namespace {

const theme::WordMap kWords = {{"keys.title", "Keyboard"}, {"marks.star", "it's \"starred\""}};

struct Inserted {
  std::string text;
  std::set<std::string> used;
  Diagnostics problems;
};

Inserted insert(const std::string& text) {
  Inserted result;
  theme::ThemeFile script{.path = "static/page.js", .text = text};
  result.used = theme::insert_words(script, kWords, result.problems);
  result.text = script.text;
  return result;
}

}  // namespace

TEST_CASE("a word in a script becomes a string of JavaScript") {
  const Inserted inserted = insert("a('{{words.keys.title}}', '{{words.marks.star}}');");
  CHECK(inserted.text == R"(a("Keyboard", "it's \"starred\"");)");
  CHECK(inserted.used == std::set<std::string>{"keys.title", "marks.star"});
  CHECK(inserted.problems.errors() == 0);
}

TEST_CASE("what is not a word in quotes stays as it is") {
  for (const std::string text :
       {"", "let a = '{{other}}';", "'{{words.keys.title}}", "`{{words.keys.title}}`"}) {
    CAPTURE(text);
    CHECK(insert(text).text == text);
  }
}

TEST_CASE("an unknown word in a script is reported with its place and a suggestion") {
  const Inserted inserted = insert("one\ntwo('{{words.keys.titel}}')");
  CHECK(inserted.problems.str().starts_with(
      "static/page.js:2:14: error: there is no word 'keys.titel'; did you mean 'keys.title'?"));
}

#include "query/snippet.h"

#include "support/catch.h"

namespace broadsheet::search {
namespace {

std::string shown(const std::vector<query::SnippetPart>& parts) {
  std::string text;
  for (const query::SnippetPart& part : parts)
    text += part.marked ? "[" + part.text + "]" : part.text;
  return text;
}

std::string plain(const std::vector<query::SnippetPart>& parts) {
  std::string text;
  for (const query::SnippetPart& part : parts) text += part.text;
  return text;
}

using Forms = std::vector<std::string>;

}  // namespace

TEST_CASE("words are marked as they are written") {
  struct Case {
    std::string text;
    Forms forms;
    std::string marked;
  };
  const auto& [text, forms, marked] = GENERATE(values<Case>({
      {"Low-Rank LoRA", {"lora", "low"}, "[Low]-Rank [LoRA]"},
      {"Hern\u00E1ndez, H.", {"hernandez"}, "[Hern\u00E1ndez], H."},
      {"Hern\u0061\u0301ndez x", {"hernandez"}, "[Hern\u0061\u0301ndez] x"},
      {"stra\u00DFe", {"strasse"}, "[stra\u00DFe]"},
      {"C++, C", {"c++"}, "[C++], C"},
      {"<b>bold</b>", {"bold"}, "<b>[bold]</b>"},
      {"", {"a"}, ""},
      {"nothing", {}, "nothing"},
      {"models model", {"model"}, "models [model]"},
  }));
  CAPTURE(text);
  CHECK(shown(query::mark_words(text, forms)) == marked);
  CHECK(plain(query::mark_words(text, forms)) == text);
}

TEST_CASE("the passage with the most different words is shown") {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "a" + std::to_string(i) + " ";
  text += "sparse linear attention ";
  for (int i = 0; i < 50; ++i) text += "sparse b" + std::to_string(i) + " ";
  const auto parts = query::snippet(text, Forms{"attention", "linear", "sparse"}, 12);
  const std::string passage = shown(parts);
  CAPTURE(passage);
  CHECK(passage.find("[sparse] [linear] [attention]") != std::string::npos);
  CHECK(passage.rfind("\u2026", 0) == 0);
  CHECK(passage.substr(passage.size() - 3) == "\u2026");
}

TEST_CASE("a short text is shown completely, and a text without hits from its front") {
  CHECK(plain(query::snippet("one two three", Forms{"two"}, 30)) == "one two three");
  CHECK(plain(query::snippet("one two three four", Forms{}, 2)) == "one two \u2026");
  CHECK(plain(query::snippet("one two three", Forms{}, 0)) == "one two three");
}

TEST_CASE("bad bytes and letters of many parts do no harm to marking") {
  for (const std::string text :
       {"\xFF word \xC3", "\u00BD word", "\uFDFA word \uFDFA", "word\xE2\x80"}) {
    CHECK(plain(query::mark_words(text, Forms{"word"})) == text);
    CHECK_NOTHROW(query::snippet(text, Forms{"word"}, 1));
  }
  // One character, two words (a/c): it is marked once.
  CHECK(shown(query::mark_words("\u2100 word", Forms{"a", "c"})) == "[\u2100] word");
}

}  // namespace broadsheet::search

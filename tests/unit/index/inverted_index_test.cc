#include "index/inverted_index.h"

#include <algorithm>

#include "support/catch.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

index::Document paper(const std::string& title, std::vector<std::string> authors = {},
                      const std::string& comment = "", const std::string& abstract = "") {
  return {.id = *PaperId::parse("2601.00001"),
          .day = Day(2026, 1, 2),
          .score = 17,
          .title = title,
          .authors = std::move(authors),
          .comment = comment,
          .abstract = abstract,
          .topics = {},
          .categories = {},
          .url = ""};
}

const index::Form* find(const index::InvertedIndex& index, const std::string& text) {
  const auto form = std::find_if(index.forms.begin(), index.forms.end(),
                                 [&](const index::Form& f) { return f.text == text; });
  return form == index.forms.end() ? nullptr : &*form;
}

int wdf(const index::InvertedIndex& index, const std::string& text) {
  const index::Form* form = find(index, text);
  return form == nullptr ? 0 : form->postings.front().wdf;
}

std::string words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "w" + std::to_string(i) + ' ';
  return text;
}

}  // namespace

TEST_CASE("a title word weighs 60 by the number of words, from 2 to 12") {
  struct Case {
    int words, weight;
  };
  const auto& [count, weight] = GENERATE(values<Case>({{1, 12},
                                                       {4, 12},
                                                       {5, 12},
                                                       {6, 10},
                                                       {7, 9},
                                                       {8, 8},
                                                       {10, 6},
                                                       {13, 5},
                                                       {24, 3},
                                                       {25, 2},
                                                       {100, 2}}));
  CAPTURE(count);
  CHECK(wdf(index::invert({paper(words(count))}), "w0") == weight);
}

TEST_CASE("a surname weighs as a title word of all authors would, other author words 1") {
  const index::InvertedIndex index =
      index::invert({paper("", {"Yann LeCun", "Madonna", "X. Y. Zhang"})});
  CHECK(wdf(index, "lecun") == 10);  // six words
  CHECK(wdf(index, "zhang") == 10);
  CHECK(wdf(index, "yann") == 1);
  CHECK(wdf(index, "madonna") == 1);
  CHECK(wdf(index, "x") == 1);
}

TEST_CASE("words of the comment weigh 2, of the abstract 1, and weights add up to 255 at most") {
  const index::InvertedIndex index =
      index::invert({paper("a b c d e", {}, "sparse", "sparse dense sparse")});
  CHECK(wdf(index, "sparse") == 4);
  CHECK(wdf(index, "dense") == 1);
  CHECK(wdf(index, "a") == 12);
  std::string long_text;
  for (int i = 0; i < 1000; ++i) long_text += "same ";
  CHECK(wdf(index::invert({paper("", {}, "", long_text)}), "same") == 255);
}

TEST_CASE("compounds of two parts are entered joined") {
  const index::InvertedIndex index = index::invert(
      {paper("Low-Rank State-of-the-art 3-4", {"Ana Lopez-Paz"}, "fine-tuning", "pre-trained")});
  CHECK(find(index, "lowrank") != nullptr);
  CHECK(find(index, "lopezpaz") != nullptr);
  CHECK(find(index, "finetuning") != nullptr);
  CHECK(find(index, "pretrained") != nullptr);
  CHECK(find(index, "stateof") == nullptr);
  CHECK(find(index, "34") == nullptr);  // no letter in it
  CHECK(find(index, "lowrank")->postings.front().positions == 0);
  CHECK(wdf(index, "lowrank") == wdf(index, "low"));
  CHECK(wdf(index, "finetuning") == 2);
  CHECK(wdf(index, "lopezpaz") == wdf(index, "paz"));
}

TEST_CASE("fields are separated by positions, and so are authors") {
  const index::InvertedIndex index =
      index::invert({paper("one two", {"ana li", "li wei"}, "three", "four")});
  CHECK(find(index, "two")->positions == std::vector<std::uint32_t>{1});
  CHECK(find(index, "ana")->positions == std::vector<std::uint32_t>{101});
  CHECK(find(index, "li")->positions == std::vector<std::uint32_t>{102, 104});
  CHECK(find(index, "wei")->positions == std::vector<std::uint32_t>{105});
  CHECK(find(index, "three")->positions == std::vector<std::uint32_t>{205});
  CHECK(find(index, "four")->positions == std::vector<std::uint32_t>{305});
  REQUIRE(index.starts.size() == 1);
  CHECK(index.starts[0].authors == 101);
  CHECK(index.starts[0].comment == 205);
  CHECK(index.starts[0].abstract == 305);
}

TEST_CASE("each posting knows its fields") {
  const index::InvertedIndex index = index::invert({paper("li", {"li li"}, "li", "li x")});
  CHECK(find(index, "li")->postings.front().fields ==
        (index::kTitle | index::kAuthors | index::kComment | index::kAbstract));
  CHECK(find(index, "x")->postings.front().fields == index::kAbstract);
}

TEST_CASE("forms are sorted by stem and text and know their papers") {
  const index::InvertedIndex index =
      index::invert({paper("models modeling \xF0\x90\x90\x80 \xEF\xBC\xBA z"), paper("model"),
                     paper("models' newton's newton")});
  CHECK(std::is_sorted(index.forms.begin(), index.forms.end(),
                       [](const index::Form& a, const index::Form& b) {
                         if (a.stem != b.stem) return text::utf16_less(a.stem, b.stem);
                         return text::utf16_less(a.text, b.text);
                       }));
  REQUIRE(find(index, "models") != nullptr);
  CHECK(find(index, "models")->stem == find(index, "modeling")->stem);
  CHECK(find(index, "newton's")->stem == find(index, "newton")->stem);
  CHECK(find(index, "models")->postings.size() == 2);
  CHECK(find(index, "models")->postings[1].document == 2);
}

TEST_CASE("topics and categories list their papers once") {
  index::Document first = paper("a");
  first.topics = {"b", "a", "b"};
  first.categories = {"cs.LG"};
  const index::InvertedIndex index = index::invert({first, first});
  REQUIRE(index.topics.size() == 2);
  CHECK(index.topics[0].value == "a");
  CHECK(index.topics[1].documents == std::vector<std::uint32_t>{0, 1});
  CHECK(index.categories.front().documents.size() == 2);
}

TEST_CASE("a paper is found by its number, before those that name it") {
  index::Document old = paper("A conjecture", {}, "", "as 2602.01234 says");
  old.id = *PaperId::parse("hep-th/9901001");
  index::Document fresh = paper("A proof");
  fresh.id = *PaperId::parse("2602.01234");
  const index::InvertedIndex index = index::invert({old, fresh});
  CHECK(wdf(index, "9901001") == 12);
  const index::Form* number = find(index, "2602.01234");
  REQUIRE((number != nullptr && number->postings.size() == 2));
  CHECK(number->postings[0].wdf == 1);
  CHECK(number->postings[1].wdf == 12);
  CHECK(number->postings[1].positions == 0);
  CHECK(number->postings[1].fields == index::kComment);
}

TEST_CASE("papers without words, and no papers, are inverted") {
  CHECK(index::invert({}).forms.empty());
  const index::InvertedIndex index =
      index::invert({paper(""), paper("---", {"", "."}), paper("word")});
  CHECK(index.documents.size() == 3);
  REQUIRE(index.forms.size() == 2);
  CHECK(find(index, "word")->postings[0].document == 2);
}

}  // namespace broadsheet::search

#include "search/resolve.h"

#include "search/bm25.h"
#include "support/catch.h"

namespace broadsheet::search {

TEST_CASE("one slip makes a near word, in either half") {
  struct Case {
    std::string word, form;
    bool near;
  };
  const auto& [word, form, near] = GENERATE(values<Case>({
      {"quantizaton", "quantization", true},
      {"qauntization", "quantization", true},
      {"uantization", "quantization", true},
      {"quantizationn", "quantization", true},
      {"quantisation", "quantization", true},
      {"modle", "model", true},
      {"omdel", "model", true},
      {"modl", "model", true},
      {"mode", "model", true},
      {"hernandes", "hernandez", true},
      {"\u03B1\u03B2\u03B3\u03B4\u03B5", "\u03B1\u03B2\u03B3\u03B4\u03B6", true},
      {"abcd", "acbd", false},  // the middle of four letters: neither half is whole
      {"model", "model", false},
      {"model", "modular", false},
      {"quantzaton", "quantization", false},
      {"", "a", false},
      {"a", "b", false},
      {"ab", "a", false},
  }));
  CAPTURE(word, form);
  CHECK(is_near(word, form) == near);
}

TEST_CASE("more papers come first, equal ones by bytes") {
  const auto best = best_first({{"b", 2}, {"a", 2}, {"c", 3}, {"d", 1}}, 3);
  REQUIRE(best.size() == 3);
  CHECK(best[0].form == "c");
  CHECK(best[1].form == "a");
  CHECK(best[2].form == "b");
  CHECK(best_first({}, 3).empty());
}

TEST_CASE("a word is worth more the rarer it is, and always something") {
  CHECK(rarity(1, 1000) > rarity(10, 1000));
  CHECK(rarity(10, 1000) > rarity(400, 1000));
  CHECK(rarity(400, 1000) > rarity(1000, 1000));
  CHECK(rarity(1000, 1000) > 0);
  CHECK(rarity(1, 1) > 0);
}

}  // namespace broadsheet::search

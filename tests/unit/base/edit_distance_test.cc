#include "base/edit_distance.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("the edit distance counts characters and neighbours that changed places") {
  struct Case {
    std::u32string a, b;
    int limit, distance;
  };
  const auto& [a, b, limit, distance] = GENERATE(values<Case>({
      {U"", U"", 2, 0},
      {U"abc", U"abc", 0, 0},
      {U"abc", U"abd", 2, 1},
      {U"abc", U"acb", 2, 1},
      {U"title", U"tittle", 2, 1},
      {U"kitten", U"sitting", 5, 3},
      {U"kitten", U"sitting", 2, 3},
      {U"kitten", U"sitting", 1, 2},
      {U"ca", U"abc", 5, 3},  // optimal string alignment; the full distance would be 2
      {U"é", U"e", 3, 1},
      {U"", U"abc", 5, 3},
      {U"", U"abc", 1, 2},
      {U"a", U"b", 0, 1},
  }));
  CAPTURE(limit, distance);
  CHECK(edit_distance(a, b, limit) == distance);
  CHECK(edit_distance(b, a, limit) == distance);
}

TEST_CASE("the nearest known word is meant, the first of equals, and none that is far") {
  const std::vector<std::string> keys = {"title", "theme", "tilte", "url", "uri"};
  CHECK(nearest_word("tittle", keys) == "title");
  CHECK(nearest_word("url", keys) == "url");
  CHECK(nearest_word("urk", keys) == "url");
  CHECK(nearest_word("titel", keys) == "title");
  CHECK(nearest_word("thme", keys) == "theme");
  CHECK_FALSE(nearest_word("uzz", keys));
  CHECK_FALSE(nearest_word("colour", keys));
  CHECK_FALSE(nearest_word("title", {}));
}

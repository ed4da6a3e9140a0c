#include "text/did_you_mean.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace broadsheet::text;

TEST_CASE("the edit distance counts characters and neighbours that changed places") {
  struct Case { std::string a, b; int limit, distance; };
  const auto& [a, b, limit, distance] = GENERATE(values<Case>({
      {"", "", 2, 0},
      {"abc", "abc", 0, 0},
      {"abc", "abd", 2, 1},
      {"abc", "acb", 2, 1},
      {"title", "tittle", 2, 1},
      {"kitten", "sitting", 5, 3},
      {"kitten", "sitting", 2, 3},
      {"kitten", "sitting", 1, 2},
      {"ca", "abc", 5, 3},  // optimal string alignment; the full distance would be 2
      {"é", "e", 3, 1},
      {"", "abc", 5, 3},
      {"", "abc", 1, 2},
      {"a", "b", -1, 1},
      {"\xFF", "a", 1, 1},
  }));
  CAPTURE(a, b, limit);
  CHECK(edit_distance(a, b, limit) == distance);
  CHECK(edit_distance(b, a, limit) == distance);
}

TEST_CASE("the nearest candidate is meant, the first of equals") {
  const std::vector<std::string> keys = {"title", "theme", "tilte", "url", "uri"};
  CHECK(did_you_mean("tittle", keys) == "title");
  CHECK(did_you_mean("url", keys) == "url");
  CHECK(did_you_mean("urk", keys) == "url");
  CHECK(did_you_mean("titel", keys) == "title");
  CHECK_FALSE(did_you_mean("uzz", keys));
  CHECK_FALSE(did_you_mean("colour", keys));
  CHECK_FALSE(did_you_mean("title", {}));
}

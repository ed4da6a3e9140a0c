#include "text/did_you_mean.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace broadsheet::text;

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

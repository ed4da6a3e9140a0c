#include "model/digest.h"

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("the file of a digest tells its day, and no other file does") {
  CHECK(digest_file(Day(2026, 7, 14)) == "2026-07/2026-07-14.json");
  CHECK(day_of_digest_file("2026-07/2026-07-14.json") == Day(2026, 7, 14));
  for (const char* other :
       {"", "2026-07-14.json", "2026-08/2026-07-14.json", "2026-07/2026-07-14.JSON",
        "2026-07/2026-07-32.json", "2026-07/2026-07-14.json.json", "a/2026-07/2026-07-14.json",
        "2026-07//2026-07-14.json", "2026-07/2026-07-14", "/2026-07-14.json"}) {
    CAPTURE(other);
    CHECK_FALSE(day_of_digest_file(other));
  }
}

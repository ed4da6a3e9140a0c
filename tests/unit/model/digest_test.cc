#include "model/digest.h"

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("only the file of a digest names a day") {
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

TEST_CASE("the cost of a day is the stated total, else the sum of its parts") {
  Usage usage;
  CHECK_FALSE(usage.total_cost());
  usage.prompt_cost = 0.06;
  CHECK_FALSE(usage.total_cost());
  usage.completion_cost = 0.5;
  CHECK(usage.total_cost() == 0.56);
  usage.stated_cost = 0.55;
  CHECK(usage.total_cost() == 0.55);
  CHECK(usage.cost_of_parts() == 0.56);
  usage.prompt_cost = 0.0015;
  usage.completion_cost = 0.003;
  CHECK(usage.cost_of_parts() == 0.0045);
  usage.prompt_cost = std::nullopt;
  CHECK(usage.total_cost() == 0.55);
}

#include "model/rhythm.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("a digest is weekly if most issues are a week apart") {
  const auto weekly = [](const std::vector<std::string>& texts) {
    std::vector<Day> days;
    for (const std::string& text : texts) days.push_back(*Day::parse(text));
    return is_weekly(days);
  };
  CHECK(weekly({"2025-06-08", "2025-06-15", "2025-06-22", "2025-06-29"}));
  CHECK(weekly({"2025-06-01", "2025-06-08", "2025-06-09", "2025-06-16"}));
  CHECK(weekly({"2025-01-31", "2025-02-28", "2025-03-31"}));  // monthly
  CHECK_FALSE(weekly({"2025-06-02", "2025-06-03", "2025-06-04", "2025-06-20"}));
  CHECK_FALSE(weekly({"2025-06-08", "2025-06-15"}));  // too few to know
  CHECK_FALSE(weekly({}));
}

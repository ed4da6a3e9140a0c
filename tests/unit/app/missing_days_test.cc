#include "app/build/missing_days.h"

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

std::vector<Day> days_of(const std::vector<std::string>& texts) {
  std::vector<Day> days;
  for (const std::string& text : texts) days.push_back(*Day::parse(text));
  return days;
}

}  // namespace

TEST_CASE("days of digests are found by their files' names, in order") {
  const test::TempDir dir;
  for (const char* path :
       {"2026-03/2026-03-02.json", "2026-02/2026-02-27.json", "2026-02/2026-03-03.json",
        "2026-03-04.json", "2026-03/2026-03-05.JSON", "2026-03/2026-03-06.md",
        "2026-03/2026-03-32.json", "pages/about.md", "marks.json"}) {
    write_file_atomically(dir / path, "{}");
  }
  CHECK(app::digest_days(dir.path()) == days_of({"2026-02-27", "2026-03-02"}));
  CHECK(app::digest_days(dir / "nowhere").empty());
}

TEST_CASE("weekdays without a digest are missing, weekends and holidays are not") {
  const auto missing = [](const std::vector<std::string>& days,
                          const std::vector<std::string>& holidays) {
    return app::named_days(app::missing_weekdays(days_of(days), holidays));
  };
  CHECK(missing({}, {}).empty());
  CHECK(missing({"2026-02-27"}, {}).empty());
  CHECK(missing({"2026-02-27", "2026-03-02"}, {}).empty());  // a Friday and a Monday
  CHECK(missing({"2026-02-26", "2026-03-03"}, {}) == "2026-02-27, 2026-03-02");
  CHECK(missing({"2026-02-26", "2026-03-03"}, {"2026-03-02"}) == "2026-02-27");
  CHECK(missing({"2025-12-31", "2026-01-02"}, {}) == "2026-01-01");
  CHECK(missing({"2026-01-04", "2026-01-11", "2026-01-18"}, {}).empty());  // weekly
  CHECK(missing({"2026-01-05", "2026-01-26"}, {}).ends_with("2026-01-19, ..."));
}

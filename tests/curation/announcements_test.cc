// Feeds that are stale, incomplete or late: what a later feed of the same day adds is never lost.
#include "app/commands/exit_codes.h"
#include "app/curation/cmd_missing.h"
#include "curation/week.h"

using namespace broadsheet;
using namespace broadsheet::app;
using test::ArxivWeek;
using test::check_accounts;
using test::Item;
using test::items;

namespace {

constexpr const char* kTuesday = "Tue, 03 Mar 2026 00:00:00 -0500";

std::vector<Item> joined(std::vector<Item> first, const std::vector<Item>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

struct FirstFeed {
  std::string name;
  std::vector<Item> papers;
};

}  // namespace

TEST_CASE("a later feed of a day adds every paper that the first one lacked") {
  const std::vector<Item> monday = items("2603.0001", 0, 5);
  const std::vector<Item> tuesday = items("2603.0002", 0, 5);
  const FirstFeed first = GENERATE_COPY(values<FirstFeed>({
      {"yesterday's items", monday},
      {"half of yesterday's items", joined(items("2603.0001", 0, 2), items("2603.0002", 0, 1))},
      {"one item of yesterday's", joined(items("2603.0001", 0, 0), items("2603.0002", 0, 3))},
      {"the first half of the day", items("2603.0002", 0, 2)},
      {"the last paper of the day", items("2603.0002", 5, 5)},
      {"all but one paper", items("2603.0002", 0, 4)},
      {"yesterday's replacements", {{"2501.00003", "replace"}, {"2501.00004", "replace"}}},
      {"no item", {}},
  }));
  CAPTURE(first.name);

  ArxivWeek week;
  week.monday(monday);
  REQUIRE(week.daily() == kDone);
  week.set_day(3, kTuesday, first.papers);
  week.daily();
  week.set_day(3, kTuesday, tuesday);
  CHECK(week.daily() == kDone);

  check_accounts(week, 2);
  check_accounts(week, 3);
  const auto inbox = arxiv::read_inbox(week.dir.path(), Day(2026, 3, 3));
  REQUIRE(inbox);
  for (const Item& item : tuesday) {
    CAPTURE(item.id);
    CHECK(std::ranges::count(inbox->papers, item.id,
                             [](const Announced& paper) { return paper.id.str(); }) == 1);
    CHECK(week.play.answered[item.id] == 1);
  }
  for (const Item& item : monday) CHECK(week.play.answered[item.id] == 1);
  CHECK(week.daily() == kNothingNew);
}

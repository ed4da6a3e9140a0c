#include "unit/arxiv/fetch_scene.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;
using namespace broadsheet::test::fetch_scene;

TEST_CASE("a weekend, a holiday and an empty working day are told apart, none is an outage") {
  struct Case {
    std::string date;
    unsigned day;
    std::vector<std::string> holidays;
    std::string why;
  };
  const auto& [date, day, holidays, why] = GENERATE(values<Case>({
      {kSaturday, 28, {}, "weekend"},
      {kFriday, 27, {"2026-02-27"}, "holiday"},
      {kFriday, 27, {}, "arXiv announced nothing"},
  }));
  CAPTURE(why);
  Bench bench;
  bench.holidays = holidays;
  bench.time.set(test::moment(2026, 2, day));
  const FetchResult result = bench.today(feed_of(date, {}));
  CHECK(result.what == What::Nothing);
  CHECK(result.why == why);
  const auto days = read_days(bench.dir.path());
  REQUIRE(days.count(Day(2026, 2, static_cast<int>(day))) == 1);
  CHECK(days.begin()->second.what == DayRecord::What::Nothing);
  CHECK(days.begin()->second.why == why);
  CHECK(inbox_days(bench.dir.path()).empty());
}

TEST_CASE("a feed of an earlier day is stale, and taken in when that day was missed") {
  Bench bench;
  const std::string friday = feed_of(kFriday, {{"2602.00001v1"}});
  const FetchResult late = bench.today(friday);
  CHECK(late.what == What::New);
  CHECK(late.date == Day(2026, 2, 27));
  CHECK(bench.today(friday).what == What::Stale);
  CHECK(bench.today(feed_of("Sun, 01 Mar 2026 00:00:00 -0500", {})).what == What::Stale);
  const auto days = read_days(bench.dir.path());
  CHECK(days.at(Day(2026, 2, 27)).what == DayRecord::What::Announced);
  CHECK(days.at(Day(2026, 3, 2)).what == DayRecord::What::Stale);
  bench.today(feed_of(kMonday, {{"2603.00001v1"}}));
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 2)).what == DayRecord::What::Announced);
}

TEST_CASE("papers that a later feed of the day holds are added to its inbox file") {
  Bench bench;
  bench.today(feed_of(kMonday, {{"2603.00001v1"}, {"2603.00002v1"}}));
  bench.time.set(test::moment(2026, 3, 2, 9));
  const FetchResult later = bench.today(
      feed_of(kMonday, {{"2603.00003v1"}, {"2603.00002v1"}, {"2603.00004v1", "replace"}}));
  CHECK(later.what == What::Added);
  CHECK(later.added == 2);
  CHECK(later.announced == 4);
  const auto inbox = read_inbox(bench.dir.path(), Day(2026, 3, 2));
  REQUIRE(inbox->papers.size() == 4);
  CHECK(inbox->papers[0].id.str() == "2603.00001");  // a paper that left the feed stays
  CHECK(inbox->papers[2].id.str() == "2603.00003");
  CHECK(inbox->papers[3].skipped == "type replace");
  CHECK(inbox->fetched == "2026-03-02T09:00:00Z");
  const SeenList seen = SeenList::load(bench.dir.path());
  CHECK(seen.before(Day(2026, 3, 3), *PaperId::parse("2603.00003"), "We study it."));
}

namespace {

const std::vector<Item> kItemsOfMonday = {{"2603.00001v1"}, {"2603.00002v1"}, {"2603.00003v1"}};
const std::vector<Item> kItemsOfTuesday = {{"2603.00011v1"}, {"2603.00012v1"}, {"2603.00013v1"}};

// Fetches Monday, then sets the clock to Tuesday.
void reach_tuesday(Bench& bench) {
  bench.today(feed_of(kMonday, kItemsOfMonday));
  bench.time.set(test::moment(2026, 3, 3));
}

}  // namespace

TEST_CASE("a feed with the items of the day before is no new day") {
  Bench bench;
  reach_tuesday(bench);
  std::vector<Item> items = kItemsOfMonday;
  const bool mostly = GENERATE(false, true);
  if (mostly) items.push_back(kItemsOfTuesday[0]);
  const FetchResult stale = bench.today(feed_of(kTuesday, items));
  CHECK(stale.what == What::Stale);
  CHECK(stale.date == Day(2026, 3, 3));
  CHECK(stale.why.find(" items of the feed of 2026-03-03 are those of 2026-03-02") !=
        std::string::npos);
  CHECK_FALSE(read_inbox(bench.dir.path(), Day(2026, 3, 3)));
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 3)).what == DayRecord::What::Stale);

  const FetchResult right = bench.today(feed_of(kTuesday, kItemsOfTuesday));
  CHECK(right.what == What::New);
  CHECK(right.announced == 3);
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 3)).what == DayRecord::What::Announced);
}

TEST_CASE("on a holiday a feed with the items of the day before is nothing new") {
  Bench bench;
  bench.holidays = {"2026-03-03"};
  reach_tuesday(bench);
  const FetchResult result = bench.today(feed_of(kTuesday, kItemsOfMonday));
  CHECK(result.what == What::Nothing);
  CHECK(result.why == "holiday");
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 3)).what == DayRecord::What::Nothing);
}

TEST_CASE("a feed with one stale category gives its new items, and the rest later") {
  Bench bench;
  reach_tuesday(bench);
  const std::vector<Item> half = {kItemsOfMonday[0], kItemsOfTuesday[0], kItemsOfTuesday[1]};
  const FetchResult first = bench.today(feed_of(kTuesday, half));
  CHECK(first.what == What::New);
  CHECK(first.announced == 2);
  const DayRecord record = read_days(bench.dir.path()).at(Day(2026, 3, 3));
  CHECK(record.what == DayRecord::What::Incomplete);
  CHECK(record.why == "1 of 3 items of the feed of 2026-03-03 are those of 2026-03-02");

  const FetchResult second = bench.today(feed_of(kTuesday, kItemsOfTuesday));
  CHECK(second.what == What::Added);
  CHECK(second.announced == 3);
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 3)).what == DayRecord::What::Announced);
}

TEST_CASE("a paper that is announced again with any difference is of the new day") {
  Bench bench;
  reach_tuesday(bench);
  const Item again = GENERATE(Item{"2603.00001v1", "cross"}, Item{"2603.00001v2", "replace"},
                              Item{"2603.00001v1", "new", "Another abstract."},
                              Item{"2603.00001v1", "new", "We study it.", {"cs.LG", "cs.AI"}});
  CHECK(bench.today(feed_of(kTuesday, {again})).what == What::New);
}

TEST_CASE("a feed without one new paper is not that of its day") {
  Bench bench;
  bench.today(feed_of(kFriday, {{"2602.00001v1"}, {"2602.00002v1"}, {"2602.00003v1"}}));
  bench.today(feed_of(kMonday, {{"2603.00001v1"}}));
  // Those of the day before the last, and under another type.
  bench.time.set(test::moment(2026, 3, 3));
  const FetchResult old = bench.today(
      feed_of(kTuesday, {{"2602.00001v1"}, {"2602.00002v1", "cross"}, {"2603.00001v1", "cross"}}));
  CHECK(old.what == What::Stale);
  CHECK(old.why == "none of 3 items of the feed of 2026-03-03 is new");
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 3)).what == DayRecord::What::Stale);
  CHECK(bench
            .today(feed_of(kTuesday,
                           {{"2602.00001v1"}, {"2602.00002v2", "replace"}, {"2603.00009v1"}}))
            .what == What::New);
}

TEST_CASE(
    "one new item among old ones of several days makes no day, and three make an incomplete one") {
  Bench bench;
  bench.today(feed_of(kFriday, {{"2602.00001v1"}, {"2602.00002v1"}}));
  bench.today(feed_of(kMonday, {{"2603.00001v1"}}));
  bench.time.set(test::moment(2026, 3, 3));
  const FetchResult old =
      bench.today(feed_of(kTuesday, {{"2602.00001v1"}, {"2602.00002v1"}, {"2603.00009v1"}}));
  CHECK(old.what == What::Stale);
  CHECK(old.why == "2 of 3 items of the feed of 2026-03-03 are those of 2026-02-27");
  const FetchResult part = bench.today(feed_of(
      kTuesday,
      {{"2602.00001v1"}, {"2603.00001v1"}, {"2603.00007v1"}, {"2603.00008v1"}, {"2603.00009v1"}}));
  CHECK(part.what == What::New);
  CHECK(part.announced == 3);
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 3)).why ==
        "2 of 5 items of the feed of 2026-03-03 are those of earlier days");
}

TEST_CASE("a day that stayed incomplete stays so if the list of changes is empty") {
  Bench bench;
  reach_tuesday(bench);
  bench.today(feed_of(kTuesday, {kItemsOfMonday[0], kItemsOfTuesday[0], kItemsOfTuesday[1]}));
  bench.past(Day(2026, 3, 3), Day(2026, 3, 3), InboxSource::Change,
             [](const net::Request&) { return test::reply_of(200, oai_page("", "")); });
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 3)).what == DayRecord::What::Incomplete);
}

TEST_CASE("a day that stayed incomplete gets its papers from the list of changes") {
  Bench bench;
  reach_tuesday(bench);
  bench.today(feed_of(kTuesday, {kItemsOfMonday[0], kItemsOfTuesday[0], kItemsOfTuesday[1]}));
  const auto answer = [](const net::Request&) {
    return test::reply_of(
        200, oai_page(oai_record("2603.00011", "2026-03-03", "Mon, 02 Mar 2026 10:00:00 GMT") +
                          oai_record("2603.00013", "2026-03-03", "Mon, 02 Mar 2026 10:00:00 GMT"),
                      ""));
  };
  const auto results = bench.past(Day(2026, 3, 3), Day(2026, 3, 3), InboxSource::Change, answer);
  CHECK(results.at(0).what == What::Added);
  CHECK(results.at(0).announced == 3);
  CHECK(bench.past(Day(2026, 3, 3), Day(2026, 3, 3), InboxSource::Change, answer).at(0).what ==
        What::AlreadyThere);
}

TEST_CASE("papers that changed on a holiday or a weekend go to the next working day") {
  Bench bench;
  bench.holidays = {"2026-02-27"};
  const auto results =
      bench.past(Day(2026, 2, 27), Day(2026, 3, 2), InboxSource::Change, [](const net::Request&) {
        return test::reply_of(
            200,
            oai_page(oai_record("2602.00001", "2026-02-27", "Thu, 26 Feb 2026 10:00:00 GMT") +
                         oai_record("2602.00002", "2026-03-01", "Fri, 27 Feb 2026 10:00:00 GMT"),
                     ""));
      });
  REQUIRE(results.size() == 4);
  CHECK(results[0].what == What::Nothing);
  CHECK(results[0].why == "holiday");
  CHECK(results[3].announced == 2);
  CHECK(inbox_days(bench.dir.path()) == std::vector<Day>{Day(2026, 3, 2)});
}

TEST_CASE("a holiday that is not listed becomes no day by date of change") {
  Bench bench;
  bench.time.set(test::moment(2026, 3, 2));
  bench.today(feed_of(kMonday, {{"2603.00001v1"}, {"2603.00002v1"}}));
  const auto results =
      bench.past(Day(2026, 3, 3), Day(2026, 3, 3), InboxSource::Change, [](const net::Request&) {
        return test::reply_of(200, oai_page(oai_record("2603.00001", "2026-03-03") +
                                                oai_record("2501.00001", "2026-03-03",
                                                           "Thu, 02 Jan 2025 10:00:00 GMT"),
                                            ""));
      });
  CHECK(results.at(0).what == What::Nothing);
  CHECK(results.at(0).why == "only records of known papers changed on that day");
  CHECK(inbox_days(bench.dir.path()) == std::vector<Day>{Day(2026, 3, 2)});
}

TEST_CASE("on a Saturday Friday's feed is nothing new") {
  Bench bench;
  bench.time.set(test::moment(2026, 2, 27));
  bench.today(feed_of(kFriday, {{"2602.00001v1"}}));
  bench.time.set(test::moment(2026, 2, 28));
  const FetchResult result = bench.today(feed_of(kFriday, {{"2602.00001v1"}}));
  CHECK(result.what == What::Nothing);
  CHECK(result.why == "weekend");
}

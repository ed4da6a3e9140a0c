#include "unit/arxiv/fetch_scene.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;
using namespace broadsheet::test::fetch_scene;

TEST_CASE("all categories are asked for in one request that names the program") {
  Bench bench;
  bench.config.categories = {"cs.LG", "cs.AI", "stat.ML"};
  bench.config.contact = "me@example.org";
  bench.today(feed_of(kMonday, {}));
  REQUIRE(bench.requests.size() == 1);
  CHECK(bench.requests[0].url == "https://rss.arxiv.org/rss/cs.LG+cs.AI+stat.ML");
  REQUIRE(bench.requests[0].headers.size() == 1);
  const std::string& agent = bench.requests[0].headers[0].value;
  CHECK(agent.starts_with("broadsheet/"));
  CHECK(agent.ends_with(" (mailto:me@example.org)"));
}

TEST_CASE("a new day is kept complete, under the feed's own date") {
  Bench bench;
  const FetchResult result = bench.today(
      feed_of(kMonday, {{"2603.00001v1"}, {"2603.00002v1", "cross"}, {"2501.00003v2", "replace"}}));
  CHECK(result.what == What::New);
  CHECK(result.date == Day(2026, 3, 2));
  CHECK(result.announced == 3);
  CHECK(result.kept == 2);
  const auto inbox = read_inbox(bench.dir.path(), Day(2026, 3, 2));
  REQUIRE(inbox);
  REQUIRE(inbox->papers.size() == 3);
  CHECK(inbox->papers[2].skipped == "type replace");
  CHECK(inbox->papers[1].skipped.empty());
  CHECK(inbox->papers[0].authors == std::vector<std::string>{"A. One", "B. Two"});
  CHECK(inbox->fetched == "2026-03-02T06:00:00Z");
  CHECK(to_json(parse_announcement(to_json(*inbox), "x")) == to_json(*inbox));
}

TEST_CASE("fetching the same feed twice changes nothing in the inbox") {
  Bench bench;
  bench.today(feed_of(kMonday, {{"2603.00001v1"}}));
  const std::string before = read_file(inbox_path(bench.dir.path(), Day(2026, 3, 2)));
  bench.time.set(test::moment(2026, 3, 2, 9));
  CHECK(bench.today(feed_of(kMonday, {{"2603.00001v1"}})).what == What::AlreadyThere);
  CHECK(read_file(inbox_path(bench.dir.path(), Day(2026, 3, 2))) == before);
  CHECK(read_days(bench.dir.path()).at(Day(2026, 3, 2)).at == "2026-03-02T09:00:00Z");
  CHECK(bench.today(feed_of(kMonday, {{"2603.00002v1"}}), true).what == What::New);
  CHECK(read_file(inbox_path(bench.dir.path(), Day(2026, 3, 2))) != before);
}

TEST_CASE("an outage is an error and recorded, never an empty day") {
  const auto reply = GENERATE(values<net::Reply>({
      test::reply_of(503, ""),
      test::reply_of(429, "Rate exceeded."),
      test::reply_of(500, "<rss/>"),
      test::reply_of(404, "not here"),
      test::reply_of(200, ""),
      test::reply_of(200, "<!DOCTYPE html><html><body>We are down</body></html>"),
      test::reply_of(200, "<rss version=\"2.0\"><channel><title>cut"),
      test::trouble_of(net::Trouble::Timeout, "Timeout was reached"),
      test::trouble_of(net::Trouble::Tls, "SSL peer certificate was not OK"),
      test::trouble_of(net::Trouble::Redirect, "a redirect to another host is not followed"),
  }));
  Bench bench;
  bench.config.retries = 2;
  CHECK_THROWS_AS(bench.today([&](const net::Request&) { return reply; }), Error);
  const auto days = read_days(bench.dir.path());
  REQUIRE(days.size() == 1);
  CHECK(days.at(Day(2026, 3, 2)).what == DayRecord::What::Outage);
  CHECK(inbox_days(bench.dir.path()).empty());
  CHECK(bench.requests.size() <= 3);
}

TEST_CASE("a category that arXiv does not know is a mistake of the configuration, not an outage") {
  Bench bench;
  const std::string xml =
      "<rss version=\"2.0\"><channel><title>Feed error for query: x</title>"
      "<description>Bad archive 'nosuch'.</description><pubDate>" +
      std::string(kMonday) + "</pubDate></channel></rss>";
  try {
    bench.today([&](const net::Request&) { return test::reply_of(400, xml); });
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Config);
    CHECK(std::string(error.what()).find("Bad archive 'nosuch'") != std::string::npos);
  }
  CHECK(read_days(bench.dir.path()).empty());
  CHECK(bench.requests.size() == 1);
}

TEST_CASE("a paper is counted once, however many categories carry it") {
  const auto merged = merge_repeats({
      {.id = *PaperId::parse("2603.00001"),
       .version = 1,
       .categories = {"cs.LG"},
       .announce_type = "cross"},
      {.id = *PaperId::parse("2603.00002"), .version = 1, .announce_type = "replace-cross"},
      {.id = *PaperId::parse("2603.00001"),
       .version = 2,
       .categories = {"cs.LG", "cs.AI"},
       .announce_type = "new"},
      {.id = *PaperId::parse("2603.00002"), .version = 1, .announce_type = "replace"},
      {.id = *PaperId::parse("2603.00002"), .version = 3, .title = "Newer", .abstract = "Newest."},
      {.id = *PaperId::parse("2603.00002"), .version = 2, .title = "Older", .abstract = "Old."},
  });
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].announce_type == "new");
  CHECK(merged[0].version == 2);
  CHECK(merged[0].categories == std::vector<std::string>{"cs.LG", "cs.AI"});
  CHECK(merged[1].announce_type == "replace");
  CHECK(merged[1].version == 3);
  CHECK(merged[1].title == "Newer");
  CHECK(merged[1].abstract == "Newest.");
}

TEST_CASE("what was seen on an earlier day is marked, and whether its abstract changed") {
  Bench bench;
  bench.time.set(test::moment(2026, 3, 2));
  bench.today(feed_of(kMonday, {{"2603.00001v1"}, {"2603.00002v1"}}));
  bench.time.set(test::moment(2026, 3, 3));
  const FetchResult result = bench.today(feed_of(
      kTuesday,
      {{"2603.00001v1", "cross"}, {"2603.00002v2", "cross", "Now different."}, {"2603.00003v1"}}));
  CHECK(result.repeats == 1);
  const auto inbox = read_inbox(bench.dir.path(), Day(2026, 3, 3));
  REQUIRE(inbox->papers[0].seen);
  CHECK(inbox->papers[0].seen->day == Day(2026, 3, 2));
  CHECK_FALSE(inbox->papers[0].seen->abstract_changed);
  CHECK(inbox->papers[1].seen->abstract_changed);
  CHECK_FALSE(inbox->papers[2].seen);
}

TEST_CASE("the list of what was seen is rebuilt when it is lost or damaged") {
  Bench bench;
  bench.today(feed_of(kMonday, {{"2603.00001v1"}}));
  const std::string good = read_file(seen_path(bench.dir.path()));
  for (const std::string& bad : {std::string("garbage"), good.substr(0, good.size() - 3),
                                 std::string("2603.00001\t2026-03-02\tx\ty\n")}) {
    write_file_atomically(seen_path(bench.dir.path()), bad);
    const SeenList list = SeenList::load(bench.dir.path());
    CHECK(list.before(Day(2026, 3, 3), *PaperId::parse("2603.00001"), "We study it."));
    CHECK_FALSE(list.before(Day(2026, 3, 2), *PaperId::parse("2603.00001"), "We study it."));
  }
}

TEST_CASE("only papers whose first category is followed are kept when config asks for it") {
  Bench bench;
  bench.config.categories = {"cs.LG", "stat"};
  bench.config.primary_only = true;
  std::vector<Announced> papers = {
      {.id = *PaperId::parse("2603.00001"), .categories = {"cs.LG"}, .announce_type = "new"},
      {.id = *PaperId::parse("2603.00002"),
       .categories = {"cs.CV", "cs.LG"},
       .announce_type = "new"},
      {.id = *PaperId::parse("2603.00003"), .categories = {"stat.ML"}, .announce_type = "cross"},
      {.id = *PaperId::parse("2603.00004"), .categories = {"cs.LG"}, .announce_type = ""},
  };
  mark_skipped(papers, bench.config);
  CHECK(papers[0].skipped.empty());
  CHECK(papers[1].skipped == "primary category cs.CV");
  CHECK(papers[2].skipped.empty());
  CHECK(papers[3].skipped.empty());
}

TEST_CASE("a feed that arXiv cut is asked for category by category") {
  Bench bench;
  bench.config.categories = {"cs.LG", "cs.AI"};
  std::vector<Item> many;
  for (int i = 1; i <= 2000; ++i) many.push_back({"2603." + std::to_string(10000 + i) + "v1"});
  const std::vector<Item> first(many.begin(), many.begin() + 1500);
  std::vector<Item> second(many.begin() + 1000, many.end());
  second.push_back({"2603.20000v1"});
  const FetchResult result = bench.today([&](const net::Request& request) {
    if (request.url.ends_with("/cs.LG+cs.AI")) return test::reply_of(200, feed_of(kMonday, many));
    return test::reply_of(200, feed_of(kMonday, request.url.ends_with("/cs.LG") ? first : second));
  });
  CHECK(bench.requests.size() == 3);
  CHECK(result.announced == 2001);
}

TEST_CASE("a sick answer is asked for again, three seconds and more apart") {
  Bench bench;
  int number = 0;
  bench.today([&](const net::Request&) {
    ++number;
    if (number == 1) return test::reply_of(200, "<rss version=\"2.0\"><channel>");
    if (number == 2) return test::reply_of(503, "", {{"Retry-After", "20"}});
    return test::reply_of(200, feed_of(kMonday, {{"2603.00001v1"}}));
  });
  CHECK(number == 3);
  const auto sleeps = bench.time.sleeps();
  CHECK(std::count_if(sleeps.begin(), sleeps.end(), [](double s) { return s >= 20; }) == 1);
}

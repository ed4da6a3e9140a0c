#include "arxiv/fetch.h"

#include <algorithm>

#include "arxiv/day_records.h"
#include "arxiv/inbox.h"
#include "arxiv/seen_list.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;
using What = FetchResult::What;

namespace {

struct Item {
  std::string id;  // with version
  std::string type = "new";
  std::string abstract = "We study it.";
  std::vector<std::string> categories = {"cs.LG"};
};

std::string feed_of(const std::string& date, const std::vector<Item>& items) {
  std::string xml =
      "<?xml version='1.0' encoding='UTF-8'?><rss version=\"2.0\"><channel>"
      "<title>cs.LG updates on arXiv.org</title><pubDate>" +
      date + "</pubDate>";
  for (const Item& item : items) {
    xml += "<item><title>Title of " + item.id + "</title><guid>oai:arXiv.org:" + item.id +
           "</guid><description>arXiv:" + item.id + " Announce Type: " + item.type +
           " \nAbstract: " + item.abstract + "</description>";
    for (const std::string& category : item.categories)
      xml += "<category>" + category + "</category>";
    xml +=
        "<announce_type>" + item.type + "</announce_type><creator>A. One, B. Two</creator></item>";
  }
  return xml + "</channel></rss>";
}

constexpr const char* kMonday = "Mon, 02 Mar 2026 00:00:00 -0500";
constexpr const char* kTuesday = "Tue, 03 Mar 2026 00:00:00 -0500";
constexpr const char* kFriday = "Fri, 27 Feb 2026 00:00:00 -0500";
constexpr const char* kSaturday = "Sat, 28 Feb 2026 00:00:00 -0500";

struct Bench {
  test::TempDir dir;
  config::FetchConfig config;
  std::vector<std::string> holidays;
  test::FakeTime time{test::moment()};  // Monday 2026-03-02, 06:00 UTC, 01:00 in New York
  std::vector<net::Request> requests;

  FetchResult today(const std::function<net::Reply(const net::Request&)>& answer,
                    bool again = false) {
    test::FakeTransport transport([&](const net::Request& request, int) {
      requests.push_back(request);
      return answer(request);
    });
    return fetch_today(dir.path(), config, holidays, again,
                       test::fake_environment(transport, time));
  }
  FetchResult today(const std::string& xml, bool again = false) {
    return today([&](const net::Request&) { return test::reply_of(200, xml); }, again);
  }
  std::vector<FetchResult> past(Day from, Day to, InboxSource source,
                                const std::function<net::Reply(const net::Request&)>& answer,
                                bool again = false) {
    test::FakeTransport transport([&](const net::Request& request, int) {
      requests.push_back(request);
      return answer(request);
    });
    return fetch_past(dir.path(), config, holidays, from, to, source, again,
                      test::fake_environment(transport, time));
  }
};

std::string oai_record(const std::string& id, const std::string& datestamp,
                       const std::string& first_version = "Sun, 01 Mar 2026 10:00:00 GMT",
                       const std::string& categories = "cs.LG") {
  return "<record><header><identifier>oai:arXiv.org:" + id + "</identifier><datestamp>" +
         datestamp + "</datestamp></header><metadata><arXivRaw><id>" + id +
         "</id><version version=\"v1\"><date>" + first_version + "</date></version><title>T " + id +
         "</title><authors>A. One</authors><categories>" + categories +
         "</categories><abstract>Text.</abstract></arXivRaw></metadata></record>";
}

std::string oai_page(const std::string& records, const std::string& token) {
  return "<OAI-PMH><ListRecords>" + records + "<resumptionToken>" + token +
         "</resumptionToken></ListRecords></OAI-PMH>";
}

std::string api_page(int total, int start, const std::vector<std::string>& ids) {
  std::string xml = "<feed><totalResults>" + std::to_string(total) + "</totalResults><startIndex>" +
                    std::to_string(start) + "</startIndex>";
  for (const std::string& id : ids) {
    xml += "<entry><id>http://arxiv.org/abs/" + id +
           "v1</id><published>2026-02-27T10:00:00Z"
           "</published><updated>2026-02-27T10:00:00Z</updated><title>T</title><summary>S</summary>"
           "<category term=\"cs.LG\"/></entry>";
  }
  return xml + "</feed>";
}

}  // namespace

TEST_CASE("all categories are asked for in one request that says who asks") {
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

TEST_CASE("a new day is kept whole, under the feed's own date") {
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
  CHECK(seen.before(Day(2026, 3, 3), *ArxivId::parse("2603.00003"), "We study it."));
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
      {.id = *ArxivId::parse("2603.00001"),
       .version = 1,
       .categories = {"cs.LG"},
       .announce_type = "cross"},
      {.id = *ArxivId::parse("2603.00002"), .version = 1, .announce_type = "replace-cross"},
      {.id = *ArxivId::parse("2603.00001"),
       .version = 2,
       .categories = {"cs.LG", "cs.AI"},
       .announce_type = "new"},
      {.id = *ArxivId::parse("2603.00002"), .version = 1, .announce_type = "replace"},
      {.id = *ArxivId::parse("2603.00002"), .version = 3, .title = "Newer", .abstract = "Newest."},
      {.id = *ArxivId::parse("2603.00002"), .version = 2, .title = "Older", .abstract = "Old."},
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

TEST_CASE("the list of what was seen is made anew when it is lost or damaged") {
  Bench bench;
  bench.today(feed_of(kMonday, {{"2603.00001v1"}}));
  const std::string good = read_file(seen_path(bench.dir.path()));
  for (const std::string& bad : {std::string("garbage"), good.substr(0, good.size() - 3),
                                 std::string("2603.00001\t2026-03-02\tx\ty\n")}) {
    write_file_atomically(seen_path(bench.dir.path()), bad);
    const SeenList list = SeenList::load(bench.dir.path());
    CHECK(list.before(Day(2026, 3, 3), *ArxivId::parse("2603.00001"), "We study it."));
    CHECK_FALSE(list.before(Day(2026, 3, 2), *ArxivId::parse("2603.00001"), "We study it."));
  }
}

TEST_CASE("only papers whose first category is followed are kept when config says so") {
  Bench bench;
  bench.config.categories = {"cs.LG", "stat"};
  bench.config.primary_only = true;
  std::vector<Announced> papers = {
      {.id = *ArxivId::parse("2603.00001"), .categories = {"cs.LG"}, .announce_type = "new"},
      {.id = *ArxivId::parse("2603.00002"),
       .categories = {"cs.CV", "cs.LG"},
       .announce_type = "new"},
      {.id = *ArxivId::parse("2603.00003"), .categories = {"stat.ML"}, .announce_type = "cross"},
      {.id = *ArxivId::parse("2603.00004"), .categories = {"cs.LG"}, .announce_type = ""},
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

TEST_CASE("past days come by date of change, in pages, without what only changed its record") {
  Bench bench;
  const auto results = bench.past(
      Day(2026, 2, 27), Day(2026, 3, 2), InboxSource::Change, [](const net::Request& request) {
        if (request.url.find("resumptionToken=a%252Fb") != std::string::npos) {
          return test::reply_of(
              200,
              oai_page(oai_record("2603.00002", "2026-03-02", "Sun, 01 Mar 2026 10:00:00 GMT",
                                  "cs.CV cs.LG") +
                           oai_record("1901.00003", "2026-03-02", "Tue, 01 Jan 2019 10:00:00 GMT"),
                       ""));
        }
        return test::reply_of(200, oai_page(oai_record("2603.00001", "2026-03-02") +
                                                oai_record("2602.00009", "2026-02-27",
                                                           "Thu, 26 Feb 2026 10:00:00 GMT"),
                                            "a%2Fb"));
      });
  CHECK(bench.requests[0].url ==
        "https://oaipmh.arxiv.org/oai?verb=ListRecords&metadataPrefix=arXivRaw&from=2026-02-27&"
        "until=2026-03-02&set=cs%3Acs%3ALG");
  REQUIRE(results.size() == 4);
  CHECK(results[0].what == What::New);
  CHECK(results[1].what == What::Nothing);
  CHECK(results[1].why == "weekend");
  CHECK(results[3].announced == 3);
  CHECK(results[3].kept == 2);
  const auto inbox = read_inbox(bench.dir.path(), Day(2026, 3, 2));
  CHECK(inbox->source == InboxSource::Change);
  CHECK(inbox->papers[0].announce_type == "new");
  CHECK(inbox->papers[1].announce_type == "cross");
  CHECK(inbox->papers[2].skipped == "type change");
  CHECK_FALSE(fs::exists(resume_path(bench.dir.path())));
}

TEST_CASE("a list that was cut in the middle goes on behind the last page") {
  Bench bench;
  bench.config.retries = 0;
  int pages = 0;
  const auto answer = [&](const net::Request& request) {
    ++pages;
    if (pages == 1)
      return test::reply_of(200, oai_page(oai_record("2603.00001", "2026-03-02"), "two"));
    if (pages == 2) return test::reply_of(503, "");
    CHECK(request.url.find("resumptionToken=two") != std::string::npos);
    return test::reply_of(200, oai_page(oai_record("2603.00002", "2026-03-02"), ""));
  };
  CHECK_THROWS_AS(bench.past(Day(2026, 3, 2), Day(2026, 3, 2), InboxSource::Change, answer), Error);
  CHECK(fs::exists(resume_path(bench.dir.path())));
  const auto results = bench.past(Day(2026, 3, 2), Day(2026, 3, 2), InboxSource::Change, answer);
  CHECK(pages == 3);
  CHECK(results.at(0).announced == 2);
}

TEST_CASE("a token that has grown old begins the list again, without doubles") {
  Bench bench;
  bool old = true;
  const auto results = bench.past(
      Day(2026, 3, 2), Day(2026, 3, 2), InboxSource::Change, [&](const net::Request& request) {
        if (request.url.find("resumptionToken") != std::string::npos && old) {
          old = false;
          return test::reply_of(200,
                                "<OAI-PMH><error code='badResumptionToken'>old</error></OAI-PMH>");
        }
        if (request.url.find("resumptionToken") != std::string::npos) {
          return test::reply_of(200, oai_page(oai_record("2603.00002", "2026-03-02"), ""));
        }
        return test::reply_of(200, oai_page(oai_record("2603.00001", "2026-03-02"), "next"));
      });
  CHECK(results.at(0).announced == 2);
}

TEST_CASE("no matching records are days without announcement") {
  Bench bench;
  const auto results =
      bench.past(Day(2026, 2, 26), Day(2026, 2, 26), InboxSource::Change, [](const net::Request&) {
        return test::reply_of(200, "<OAI-PMH><error code='noRecordsMatch'>x</error></OAI-PMH>");
      });
  CHECK(results.at(0).what == What::Nothing);
  CHECK(results.at(0).why == "no record that changed last on that day");
}

TEST_CASE("another protocol error stops the run") {
  Bench bench;
  CHECK_THROWS_AS(bench.past(Day(2026, 2, 26), Day(2026, 2, 26), InboxSource::Change,
                             [](const net::Request&) {
                               return test::reply_of(
                                   200, "<OAI-PMH><error code='badArgument'/></OAI-PMH>");
                             }),
                  Error);
}

TEST_CASE("an empty slice in the middle is asked for again, not taken as the end") {
  Bench bench;
  int number = 0;
  const auto results =
      bench.past(Day(2026, 2, 27), Day(2026, 2, 27), InboxSource::Submission,
                 [&](const net::Request& request) {
                   ++number;
                   if (number == 1)
                     return test::reply_of(200, api_page(3, 0, {"2602.00001", "2602.00002"}));
                   CHECK(request.url.find("&start=2&") != std::string::npos);
                   if (number == 2) return test::reply_of(200, api_page(3, 2, {}));
                   return test::reply_of(200, api_page(3, 2, {"2602.00003"}));
                 });
  CHECK(number == 3);
  CHECK(results.at(0).announced == 3);
  CHECK(bench.requests[0].url.find(
            "search_query=%28cat%3Acs.LG%29%20AND%20submittedDate%3A%5B202602270000%20TO%20"
            "202602272359%5D") != std::string::npos);
}

TEST_CASE("a slice that stays empty is an error") {
  Bench bench;
  bench.config.retries = 2;
  CHECK_THROWS_AS(
      bench.past(Day(2026, 2, 27), Day(2026, 2, 27), InboxSource::Submission,
                 [](const net::Request&) { return test::reply_of(200, api_page(4321, 0, {})); }),
      Error);
  CHECK(bench.requests.size() == 3);
}

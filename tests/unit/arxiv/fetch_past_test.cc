#include "unit/arxiv/fetch_scene.h"

using namespace broadsheet;
using namespace broadsheet::arxiv;
using namespace broadsheet::test::fetch_scene;

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

TEST_CASE("a list that was cut in the middle continues after the last page") {
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

#include "net/retry.h"

#include "support/catch.h"
#include "support/fake_world.h"
#include "support/near.h"

using namespace broadsheet;
using namespace broadsheet::net;

namespace {

std::chrono::system_clock::time_point at(int year, unsigned month, unsigned day, int hour,
                                         int minute, int second) {
  return test::moment(year, month, day, hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace

TEST_CASE("a date of HTTP is read in its three forms and with a zone") {
  struct Case {
    std::string text;
    std::chrono::system_clock::time_point moment;
  };
  const auto& [text, moment] = GENERATE(values<Case>({
      {"Wed, 21 Oct 2026 07:28:00 GMT", at(2026, 10, 21, 7, 28, 0)},
      {"Sunday, 06-Nov-94 08:49:37 GMT", at(1994, 11, 6, 8, 49, 37)},
      {"Sun Nov  6 08:49:37 1994", at(1994, 11, 6, 8, 49, 37)},
      {"Mon, 27 Apr 2026 00:00:00 -0400", at(2026, 4, 27, 4, 0, 0)},
      {"Mon, 27 Apr 2026 00:00:00 +0530", at(2026, 4, 26, 18, 30, 0)},
      {" Wed, 21 Oct 2026 07:28:00 GMT ", at(2026, 10, 21, 7, 28, 0)},
  }));
  CAPTURE(text);
  REQUIRE(parse_http_date(text));
  CHECK(*parse_http_date(text) == moment);
}

TEST_CASE("what is not a date of HTTP is refused") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "soon", "2026-10-21", "Wed, 32 Oct 2026 07:28:00 GMT",
               "Wed, 31 Feb 2026 07:28:00 GMT", "Wed, 21 Okt 2026 07:28:00 GMT",
               "Wed, 21 Oct 2026 07:28 GMT", "Wed, 21 Oct 2026 25:28:00 GMT",
               "Wed, 21 Oct 2026 07:28:00 XYZ", "Wed, 21 Oct 2026", "Wed, -1 Oct 2026 07:28:00 GMT",
               "Wed, 21 Oct 99999 07:28:00 GMT");
  CAPTURE(text);
  CHECK_FALSE(parse_http_date(text));
}

TEST_CASE("the wait that a server asks for is read from seconds, milliseconds and a date") {
  struct Case {
    std::vector<Header> headers;
    double seconds;
  };
  const auto now = at(2026, 10, 21, 7, 27, 30);
  const auto& [headers, seconds] = GENERATE(values<Case>({
      {{{"Retry-After", "20"}}, 20},
      {{{"retry-after", " 7 "}}, 7},
      {{{"Retry-After", "0"}}, 0},
      {{{"Retry-After", "1.5"}}, 1.5},
      {{{"retry-after", "1"}, {"retry-after-ms", "490"}}, 0.49},
      {{{"retry-after", "2"}, {"retry-after-ms", "soon"}}, 2},
      {{{"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}}, 30},
      {{{"Retry-After", "Wed, 21 Oct 2020 07:28:00 GMT"}}, 0},
      // The server's own clock counts, should this machine's be wrong.
      {{{"Date", "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"Retry-After", "Thu, 01 Jan 1970 00:01:00 GMT"}},
       60},
      {{{"Date", "nonsense"}, {"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}}, 30},
  }));
  const auto asked = asked_wait_seconds(test::reply_of(503, "", headers), now);
  REQUIRE(asked);
  CHECK(*asked == test::near(seconds));
}

TEST_CASE("nonsense in Retry-After is as if it were absent") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "-5", "later", "1e9", "0x10", "1.2.3", "NaN");
  CAPTURE(text);
  CHECK_FALSE(asked_wait_seconds(test::reply_of(503, "", {{"Retry-After", text}}), {}));
  CHECK_FALSE(asked_wait_seconds(test::reply_of(503, ""), {}));
}

TEST_CASE("a wait longer than the clock can count is long, not none") {
  const std::string text = GENERATE(as<std::string>{}, "99999999999999999999",
                                    std::string(400, '9'), "Sun, 06 Nov 9914 08:49:37 GMT",
                                    "Sun Nov  6 08:49:37 9914", "Fri, 12 Apr 2262 00:00:00 GMT");
  CAPTURE(text);
  const Reply reply = test::reply_of(503, "", {{"Retry-After", text}});
  const auto asked = asked_wait_seconds(reply, test::moment());
  REQUIRE(asked);
  CHECK(*asked > 7e9);  // 236 years
  CHECK_FALSE(wait_before_retry(reply, 0, {}, asked, 0.5));
}

TEST_CASE("only what may pass by itself is tried again") {
  for (const int status : {408, 425, 429, 500, 502, 503, 504, 520, 529}) {
    CAPTURE(status);
    CHECK(is_passing(test::reply_of(status, "")));
  }
  for (const int status : {200, 204, 301, 400, 401, 403, 404, 413, 422, 501, 505, 0}) {
    CAPTURE(status);
    CHECK_FALSE(is_passing(test::reply_of(status, "")));
  }
  for (const Trouble trouble : {Trouble::Timeout, Trouble::Connect, Trouble::CutShort}) {
    CHECK(is_passing(test::trouble_of(trouble, "x")));
  }
  for (const Trouble trouble :
       {Trouble::Tls, Trouble::TooLarge, Trouble::Redirect, Trouble::BadUrl, Trouble::Other}) {
    CHECK_FALSE(is_passing(test::trouble_of(trouble, "x")));
  }
}

TEST_CASE("backoff doubles, is spread by chance and has an upper end") {
  const RetryRule rule{.retries = 20, .first_seconds = 4, .most_seconds = 60};
  const Reply reply = test::reply_of(503, "");
  CHECK(*wait_before_retry(reply, 0, rule, {}, 0.0) == test::near(2));
  CHECK(*wait_before_retry(reply, 0, rule, {}, 1.0) == test::near(4));
  CHECK(*wait_before_retry(reply, 1, rule, {}, 1.0) == test::near(8));
  CHECK(*wait_before_retry(reply, 3, rule, {}, 0.5) == test::near(24));
  CHECK(*wait_before_retry(reply, 19, rule, {}, 1.0) == test::near(60));
}

TEST_CASE("a server's own wish goes before backoff, and is never cut short") {
  const RetryRule rule{
      .retries = 3, .first_seconds = 4, .most_seconds = 60, .patience_seconds = 300};
  const Reply reply = test::reply_of(429, "");
  CHECK(*wait_before_retry(reply, 0, rule, 200.0, 0.0) == test::near(200));
  CHECK(*wait_before_retry(reply, 0, rule, 200.0, 1.0) == test::near(220));
  CHECK(*wait_before_retry(reply, 2, rule, 0.0, 1.0) == test::near(0.1));
  CHECK_FALSE(wait_before_retry(reply, 0, rule, 301.0, 0.0));
  CHECK_FALSE(wait_before_retry(reply, 3, rule, 1.0, 0.0));
  CHECK_FALSE(wait_before_retry(test::reply_of(404, ""), 0, rule, 1.0, 0.0));
}

#include "net/pace.h"

#include "support/catch.h"
#include "support/fake_world.h"

using namespace broadsheet;
using namespace broadsheet::net;

namespace {

const RetryRule kRule{.retries = 2, .first_seconds = 4, .most_seconds = 60};

}  // namespace

TEST_CASE("two requests never start within the pause") {
  test::FakeTime time(test::moment());
  std::vector<std::chrono::system_clock::time_point> starts;
  test::FakeTransport transport([&](const Request&, int number) {
    starts.push_back(time.now());
    time.sleep(std::chrono::duration<double>(number == 2 ? 10 : 1));  // the answer takes a while
    return test::reply_of(200, "x");
  });
  const Environment world = test::fake_environment(transport, time);
  PacedSender sender(world, 3, kRule);
  for (int i = 0; i < 4; ++i) sender.send({.url = "http://a/"});
  REQUIRE(starts.size() == 4);
  for (std::size_t i = 1; i < starts.size(); ++i) {
    CHECK(starts[i] - starts[i - 1] >= std::chrono::milliseconds(2999));
  }
  CHECK(starts[2] - starts[1] < std::chrono::seconds(14));  // who waited already waits no more
}

TEST_CASE("a passing trouble is asked again, another is not") {
  struct Case {
    int status;
    std::size_t requests;
  };
  const auto& [status, requests] =
      GENERATE(values<Case>({{200, 1}, {404, 1}, {400, 1}, {503, 3}, {429, 3}, {500, 3}}));
  CAPTURE(status);
  test::FakeTime time(test::moment());
  test::FakeTransport transport(
      [&, code = status](const Request&, int) { return test::reply_of(code, ""); });
  const Environment world = test::fake_environment(transport, time);
  PacedSender sender(world, 3, kRule);
  CHECK(sender.send({.url = "http://a/"}).status == status);
  CHECK(transport.requests().size() == requests);
}

TEST_CASE("after a passing trouble the good answer counts, and the wait is reported") {
  test::FakeTime time(test::moment());
  test::FakeTransport transport([](const Request&, int number) {
    return number == 1 ? test::reply_of(503, "", {{"Retry-After", "20"}})
                       : test::reply_of(200, "good");
  });
  const Environment world = test::fake_environment(transport, time);
  std::vector<std::string> news;
  PacedSender sender(world, 3, kRule, [&](const std::string& line) { news.push_back(line); });
  CHECK(sender.send({.url = "http://a/"}).body == "good");
  REQUIRE(news.size() == 1);
  CHECK(news[0] == "HTTP 503; asking again in 20 s (1 of 2)");
  CHECK(time.sleeps() == std::vector<double>{20});
}

TEST_CASE("an answer that is complete but doubtful is asked again, and given in the end") {
  test::FakeTime time(test::moment());
  test::FakeTransport transport(
      [](const Request&, int) { return test::reply_of(200, "empty page"); });
  const Environment world = test::fake_environment(transport, time);
  PacedSender sender(world, 3, kRule);
  const Reply reply =
      sender.send({.url = "http://a/"}, [](const Reply& r) { return r.body == "empty page"; });
  CHECK(reply.ok());
  CHECK(sender.requests() == 3);
}

TEST_CASE("the pause holds from one sender to the next") {
  test::FakeTransport transport([](const Request&, int) { return test::reply_of(200, "x"); });
  test::FakeTime time(test::moment());
  const Environment world = test::fake_environment(transport, time);
  std::optional<std::chrono::system_clock::time_point> kept;
  const auto keep = [&](auto moment) { kept = moment; };
  for (int i = 0; i < 3; ++i) {
    PacedSender sender(world, 3, {});
    sender.continue_from(kept, keep);
    CHECK(sender.send({.url = "http://x/"}).ok());
    CHECK(kept == time.now());
  }
  CHECK(time.sleeps() == std::vector<double>{3, 3});
  // A moment in the future is a clock that was set back: the pause, and no more.
  kept = time.now() + std::chrono::hours(1000);
  PacedSender sender(world, 3, {});
  sender.continue_from(kept, keep);
  CHECK(sender.send({.url = "http://x/"}).ok());
  CHECK(time.sleeps() == std::vector<double>{3, 3, 3});
}

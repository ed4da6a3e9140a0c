#include "scoring/llm/limiter.h"

#include <cmath>

#include "support/catch.h"
#include "support/fake_world.h"

namespace broadsheet::scoring {
namespace {

using std::chrono::seconds;

config::ScoreConfig limits(int requests, int tokens) {
  config::ScoreConfig config;
  config.requests_per_minute = requests;
  config.tokens_per_minute = tokens;
  return config;
}

net::Reply unasked(const net::Request&, int) { return test::reply_of(500, ""); }

}  // namespace

TEST_CASE("requests are spread evenly over the minute") {
  test::FakeTransport transport(unasked);
  test::FakeTime time(test::moment());
  const net::Environment world = test::fake_environment(transport, time);
  Limiter limiter(limits(30, 1'000'000), world);
  for (int i = 0; i < 4; ++i) limiter.wait(1);
  CHECK(time.sleeps() == std::vector<double>{2, 2, 2});  // the first starts at once
  time.set(time.now() + seconds(60));                    // a pause is not saved up
  for (int i = 0; i < 2; ++i) limiter.wait(1);
  CHECK(time.sleeps() == std::vector<double>{2, 2, 2, 2});
}

TEST_CASE("a whole minute's tokens may be used at the start, then as they come") {
  test::FakeTransport transport(unasked);
  test::FakeTime time(test::moment());
  const net::Environment world = test::fake_environment(transport, time);
  Limiter limiter(limits(60'000, 6'000), world);
  limiter.wait(6'000);
  CHECK(time.sleeps().empty());
  limiter.wait(100);  // a hundred a second
  REQUIRE(time.sleeps().size() == 1);
  CHECK(std::abs(time.sleeps()[0] - 1) < 1e-6);
  limiter.wait(1'000'000);  // more than there ever are: a minute's
  REQUIRE(time.sleeps().size() == 2);
  CHECK(std::abs(time.sleeps()[1] - 60) < 1e-6);
}

TEST_CASE("a clock that is set back makes nobody wait for it") {
  test::FakeTransport transport(unasked);
  test::FakeTime time(test::moment());
  const net::Environment world = test::fake_environment(transport, time);
  Limiter limiter(limits(60, 1'000'000), world);
  limiter.wait(1);
  time.set(test::moment() - seconds(3600));
  limiter.wait(1);
  limiter.wait(1);
  for (const double slept : time.sleeps()) CHECK(slept <= 1);
}

}  // namespace broadsheet::scoring

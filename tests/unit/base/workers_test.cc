#include "base/workers.h"

#include <atomic>
#include <stdexcept>
#include <system_error>

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("all workers do the work, the calling thread among them") {
  const std::size_t count = GENERATE(1, 2, 5);
  std::atomic<std::size_t> calls = 0;
  std::atomic<bool> here = false;
  const auto caller = std::this_thread::get_id();
  run_workers(count, [&] {
    ++calls;
    if (std::this_thread::get_id() == caller) here = true;
  });
  CHECK(calls == count);
  CHECK(here);
}

TEST_CASE("if the system refuses a thread, fewer workers do the work") {
  const int allowed = GENERATE(0, 1, 2);
  std::atomic<int> calls = 0;
  int started = 0;
  run_workers(
      4, [&] { ++calls; },
      [&](std::function<void()> work) {
        if (started == allowed) {
          throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again));
        }
        ++started;
        return std::thread(std::move(work));
      });
  CHECK(calls == allowed + 1);
}

TEST_CASE("an exception of a worker arrives after all workers have ended") {
  const std::size_t count = GENERATE(1, 4);
  std::atomic<std::size_t> ended = 0;
  const auto work = [&] {
    ++ended;
    throw std::runtime_error("failed");
  };
  CHECK_THROWS_AS(run_workers(count, work), std::runtime_error);
  CHECK(ended == count);
}

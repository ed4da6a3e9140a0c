#include "publish/process.h"

#include <signal.h>

#include <thread>

#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using publish::Command;
using publish::ProcessResult;

namespace {

ProcessResult run(std::vector<std::string> words, std::map<std::string, std::string> variables = {},
                  double time_limit = 0) {
  return publish::run({.words = std::move(words),
                       .variables = std::move(variables),
                       .input = "from stdin",
                       .time_limit = std::chrono::duration<double>(time_limit)});
}

}  // namespace

TEST_CASE("another program is run without a shell") {
  const ProcessResult result = run({"cat", "-", "$HOME;*"});
  CHECK(result.out == "from stdin");
  CHECK(result.status == 1);
  CHECK(result.err.find("$HOME;*") != std::string::npos);
  CHECK(run({"no-such-program-here"}).status == 127);
  CHECK(run({"sh", "-c", "kill -9 $$"}).status == 137);
  CHECK_FALSE(result.timed_out);
}

TEST_CASE("variables are set and unset for the program") {
  CHECK(run({"printenv", "GIVEN"}, {{"GIVEN", "yes"}}).out == "yes\n");
  CHECK(run({"printenv", "HOME"}).status == 0);
  CHECK(run({"printenv", "HOME"}, {{"HOME", ""}}).status == 1);
}

TEST_CASE("a program that ends within its time is not disturbed") {
  const ProcessResult result = run({"sh", "-c", "sleep 0.1; echo done; exit 3"}, {}, 60);
  CHECK(result.status == 3);
  CHECK(result.out == "done\n");
  CHECK_FALSE(result.timed_out);
}

TEST_CASE("after the time limit a program and what it started are ended") {
  const test::TempDir dir;
  const std::string file = (dir / "pid").string();
  const bool stubborn = GENERATE(false, true);
  const std::string trap = stubborn ? "trap '' TERM; " : "";
  const auto start = std::chrono::steady_clock::now();
  const ProcessResult result = run({"sh", "-c",
                                    trap + "sh -c 'trap \"\" TERM; echo $$ > " + file +
                                        "; sleep 100; echo' & wait; sleep 100; echo"},
                                   {}, 0.5);
  CHECK(result.timed_out);
  CHECK(result.status == 128 + (stubborn ? SIGKILL : SIGTERM));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  const int child = std::stoi(read_file(file));
  bool gone = false;
  for (int i = 0; i < 500 && !gone; ++i) {
    // A zombie that nobody has waited for counts as ended.
    const std::string stat =
        read_file_if_exists("/proc/" + std::to_string(child) + "/stat").value_or("");
    gone = stat.empty() || stat.find(") Z") != std::string::npos;
    if (!gone) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(gone);
}

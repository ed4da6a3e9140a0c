// The system refuses threads, flushes of the disk fail, the disk is slow (refusals.cc, preloaded).
// A command does its work or ends with an error, the tree is in a legal state, and the next run
// finishes.

#include <cstdlib>

#include "app/commands/cmd_serve.h"
#include "support/catch.h"
#include "survive/stages.h"

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

void require_preloaded() {
  const char* text = std::getenv("LD_PRELOAD");
  if (text == nullptr || std::string(text).find("refusals") == std::string::npos)
    FAIL("refusals is not preloaded; ctest does so");
}

int run_with(const char* variable, int value, const std::function<int()>& work) {
  return run_apart([&] {
    ::setenv(variable, std::to_string(value).c_str(), 1);
    return work();
  });
}

/// @return after how many threads, or flushes, the work is done without an error
int first_success(const Stage& stage, const Play& play, const char* variable, const char* reason) {
  killing::said = stage.at("said").string();
  for (int count = 0; count < 200; ++count) {
    CAPTURE(variable, count);
    play.make();
    const int code = run_with(variable, count, play.work);
    const std::string said = read_file_if_exists(killing::said).value_or("");
    CAPTURE(said);
    REQUIRE((code == 0 || code == 1 || code == 3));
    if (code == 0) {
      play.done();
      return count;
    }
    CHECK(said.find(reason) != std::string::npos);
    after_trouble(play);
  }
  return -1;
}

template <typename AnyStage>
void work_without_threads(AnyStage& stage) {
  CHECK(first_success(stage, stage.play(), "REFUSE_THREADS", "refuses another thread") == 0);
}

template <typename AnyStage>
void report_failed_flushes(AnyStage& stage) {
  CHECK(first_success(stage, stage.play(), "REFUSE_FLUSHES", "Input/output error") > 0);
}

template <typename AnyStage>
void work_on_a_slow_disk(AnyStage& stage) {
  const Play play = stage.play();
  play.make();
  REQUIRE(run_with("DISK_DELAY_MS", 20, play.work) == 0);
  play.done();
}

template <typename Check>
void on_every_stage(Check check) {
  SECTION("build") {
    BuildStage stage;
    check(stage);
  }
  SECTION("import") {
    ImportStage stage;
    check(stage);
  }
  SECTION("fetch") {
    CurateStage stage(true, "recommender");
    check(stage);
  }
  SECTION("score") {
    CurateStage stage(false, "recommender");
    check(stage);
  }
  SECTION("score by a model") {
    CurateStage stage(false, "llm");
    check(stage);
  }
  SECTION("publish to a folder") {
    PublishStage stage("folder");
    check(stage);
  }
  SECTION("publish as a tar file") {
    PublishStage stage("artifact");
    check(stage);
  }
}

}  // namespace

TEST_CASE("where the system refuses every thread, one thread does all the work", "[.refusals]") {
  require_preloaded();
  on_every_stage([](auto& stage) { work_without_threads(stage); });
}

TEST_CASE("serve needs its threads and reports one that is refused", "[.refusals]") {
  require_preloaded();
  BuildStage stage;
  killing::said = stage.at("said").string();
  const int count = GENERATE(0, 1, 2);
  CHECK(run_with("REFUSE_THREADS", count,
                 [&] { return app::run_serve(stage.project, {.port = 0}); }) == 1);
  CHECK(read_file(killing::said).find("refuses another thread") != std::string::npos);
}

TEST_CASE("a flush that fails is an error, and the last good tree stays", "[.refusals]") {
  require_preloaded();
  on_every_stage([](auto& stage) { report_failed_flushes(stage); });
}

TEST_CASE("on a slow disk everything takes longer and nothing fails", "[.refusals]") {
  require_preloaded();
  on_every_stage([](auto& stage) { work_on_a_slow_disk(stage); });
}

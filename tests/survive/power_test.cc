// The power goes in the middle of import, fetch, score, build and publish: after every change of a
// name on the disk, with everything lost that was not flushed (power_cut.cc, preloaded). What
// stands is a legal state, and the next run finishes.

#include <cstdlib>
#include <fstream>

#include "support/catch.h"
#include "survive/stages.h"

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

bool preloaded() {
  const char* text = std::getenv("LD_PRELOAD");
  return text != nullptr && std::string(text).find("power_cut") != std::string::npos;
}

/// The work with a log of its writes, in a process of its own, which ends after so many changes of
/// names.
int run_until_cut(const Stage& stage, int changes, const std::function<int()>& work) {
  fs::remove_all(stage.at("power"));
  fs::create_directories(stage.at("power"));
  return run_apart([&] {
    ::setenv("POWER_LOG", (stage.at("power") / "log").c_str(), 1);
    ::setenv("POWER_BELOW", fs::canonical(stage.place).c_str(), 1);
    ::setenv("POWER_CUT", std::to_string(changes).c_str(), 1);
    if (changes % 2 == 0) ::setenv("POWER_ZEROS", "1", 1);
    return work();
  });
}

/// Lines of the log that are changes of names.
int changes_in(const Stage& stage) {
  std::ifstream log(stage.at("power") / "log");
  int count = 0;
  for (std::string line; std::getline(log, line);)
    count += std::string("rxul").find(line[0]) != std::string::npos ? 1 : 0;
  return count;
}

template <typename AnyStage>
void at_every_change(AnyStage& stage) {
  const Play play = stage.play();
  killing::said = stage.at("said").string();
  play.make();
  const int code = run_until_cut(stage, 0, play.work);
  REQUIRE(code == 0);
  const int all = changes_in(stage);
  REQUIRE(all > 0);
  const int most = 60;
  for (int round = 1; round <= std::min(all, most); ++round) {
    const int cut = all <= most ? round : 1 + (all - 1) * (round - 1) / (most - 1);
    INFO("the power goes after change " << cut << " of " << all);
    play.make();
    const int ended = run_until_cut(stage, cut, play.work);
    CHECK((ended == kKilled || ended == 0 || ended == 4));  // threads may make fewer changes
    after_trouble(play);
  }
}

}  // namespace

TEST_CASE("when the power goes, what was not on the disk is lost, and nothing else", "[.power]") {
  if (!preloaded()) FAIL("power_cut is not preloaded; ctest does so");
  SECTION("the play itself: a file that is renamed unflushed is lost, a flushed one stays") {
    Stage stage{fs::path()};
    fs::create_directories(stage.place);
    const auto work = [&] {
      for (const char* name : {"flushed", "lost"}) {
        const std::string path = (stage.place / name).string();
        const int file = ::open((path + ".part").c_str(), O_WRONLY | O_CREAT, 0644);
        if (::write(file, "bytes", 5) != 5) return 1;
        if (std::string(name) == "flushed") ::fsync(file);
        ::close(file);
        ::rename((path + ".part").c_str(), path.c_str());
      }
      return 0;
    };
    CHECK(run_until_cut(stage, 2, work) == kKilled);
    CHECK(read_file(stage.place / "flushed") == "bytes");
    CHECK(read_file(stage.place / "lost") == std::string(5, '\0'));
  }
  SECTION("build") {
    BuildStage stage;
    at_every_change(stage);
  }
  SECTION("import") {
    ImportStage stage;
    at_every_change(stage);
  }
  SECTION("fetch") {
    CurateStage stage(true, "recommender");
    at_every_change(stage);
  }
  SECTION("score") {
    CurateStage stage(false, "recommender");
    at_every_change(stage);
  }
  SECTION("score by a model") {
    CurateStage stage(false, "llm");
    at_every_change(stage);
  }
  SECTION("publish to a branch") {
    PublishStage stage("branch");
    at_every_change(stage);
  }
  SECTION("publish to a folder") {
    PublishStage stage("folder");
    at_every_change(stage);
  }
  SECTION("publish as a tar file") {
    PublishStage stage("artifact");
    at_every_change(stage);
  }
}

// Kills import, fetch, score, build and publish at every marked point and at random moments. After
// each the tree is in one of its two legal states, and the next run finishes the work.

#include <cstdlib>
#include <random>

#include "support/catch.h"
#include "survive/stages.h"

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

/// BROADSHEET_SURVIVE_ROUNDS=10 kills ten times as often at random moments.
int rounds(int few) {
  const char* text = std::getenv("BROADSHEET_SURVIVE_ROUNDS");
  return text == nullptr ? few : few * std::max(1, std::atoi(text));
}

void at_every_point(const Play& play, std::initializer_list<const char*> expected) {
  play.make();
  const std::vector<Moment> moments = moments_of(play.work);
  play.done();
  for (const char* name : expected) {
    CAPTURE(name);
    CHECK(std::any_of(moments.begin(), moments.end(),
                      [&](const Moment& one) { return one.name == name; }));
  }
  for (const Moment& moment : moments) {
    INFO("killed at '" << moment.name << "', time " << moment.time);
    play.make();
    const int code = run_killed_at(moment, play.work);
    CHECK((code == kKilled || code == 0 || code == 4));  // threads may pass a point less often
    after_trouble(play);
  }
}

void at_random_moments(const Play& play, int few) {
  play.make();
  const auto start = std::chrono::steady_clock::now();
  run_apart(play.work);
  const auto span = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  std::mt19937 chance(20260302);
  for (int round = 0; round < rounds(few); ++round) {
    const std::chrono::microseconds time(
        chance() % static_cast<unsigned>(span.count() + span.count() / 10 + 1));
    INFO("round " << round << ", killed after " << time.count() << " microseconds of "
                  << span.count());
    play.make();
    run_killed_after(time, round % 2 == 0, play.work);
    after_trouble(play);
  }
}

}  // namespace

TEST_CASE("a kill is over when the programs that the killed one started have ended") {
  const TempDir folder;
  const fs::path file = folder / "written late";
  const auto work = [&] {
    if (::fork() == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      write_file_atomically(file, "");
      ::_exit(0);
    }
    return ::raise(SIGKILL);
  };
  CHECK(run_apart(work) == kKilled);
  CHECK(fs::exists(file));
}

TEST_CASE(
    "a build killed at any marked point leaves the old site or the new, and the next makes the "
    "new") {
  BuildStage stage;
  at_every_point(stage.play(), {"sources read", "file staged", "part of the index written",
                                "index written", "index in place", "site made", "files on the disk",
                                "file moved", "file removed", "file written aside"});
}

TEST_CASE(
    "a build that takes papers into the index, killed at any marked point, leaves a whole one") {
  BuildStage stage;
  first_state(stage.project);
  REQUIRE(run_apart(build(stage.project)) == 0);
  const Tree before = read_tree(stage.project / "site");
  write_file_atomically(
      stage.project / "content" / "2026-03" / "2026-03-03.json",
      R"({"format": 1, "date": "2026-03-03", "status": "complete", "model": "made-up-1", "usage": {}, "counts": {},
                            "papers": [{"id": "2603.00007", "title": "One More", "authors": ["Ada Lovelace"], "abstract": "Text.",
                                        "comment": "Good.", "relevance": 8, "novelty": 8, "score": 16, "topics": []}]})");
  stage.keep("before");
  REQUIRE(run_apart(build(stage.project)) == 0);
  const Tree after = read_tree(stage.project / "site");
  Play play = stage.play();
  play.legal = [&] {
    finish_plan(stage.project / "site", stage.state);
    const Tree now = read_tree(stage.project / "site");
    CHECK((now == before || now == after));
  };
  play.done = [&] {
    CHECK(read_tree(stage.project / "site") == after);
    CHECK(index::XapianIndex::open(stage.state / "index").papers() == 5);
  };
  at_every_point(play, {"index about to change", "index changed"});
}

TEST_CASE(
    "an import killed at any marked point leaves each digest old or new, and the next finishes "
    "it") {
  ImportStage stage;
  at_every_point(stage.play(),
                 {"file begun", "file written aside", "files on the disk", "file in place"});
}

TEST_CASE("a fetch killed at any marked point is done by the next") {
  CurateStage stage(true, "recommender");
  at_every_point(stage.play(), {"request sent", "file written aside", "file in place"});
}

TEST_CASE("scoring killed at any marked point is done by the next") {
  CurateStage stage(false, GENERATE(as<std::string>{}, "recommender", "llm"));
  at_every_point(stage.play(), {"files on the disk", "file in place"});
}

TEST_CASE("a publish killed at any marked point leaves the old site or the new, in one commit") {
  PublishStage stage(GENERATE(as<std::string>{}, "branch", "folder", "artifact"));
  at_every_point(stage.play(), {});
}

TEST_CASE("killed at hundreds of random moments, nothing is lost") {
  SECTION("build") {
    BuildStage stage;
    at_random_moments(stage.play(), 200);
  }
  SECTION("import") {
    ImportStage stage;
    at_random_moments(stage.play(), 150);
  }
  SECTION("fetch") {
    CurateStage stage(true, "recommender");
    at_random_moments(stage.play(), 100);
  }
  SECTION("score") {
    CurateStage stage(false, "recommender");
    at_random_moments(stage.play(), 100);
  }
  SECTION("score by a model") {
    CurateStage stage(false, "llm");
    at_random_moments(stage.play(), 100);
  }
  SECTION("publish to a branch") {
    PublishStage stage("branch");
    at_random_moments(stage.play(), 60);
  }
  SECTION("publish to a folder") {
    PublishStage stage("folder");
    at_random_moments(stage.play(), 60);
  }
  SECTION("publish as a tar file") {
    PublishStage stage("artifact");
    at_random_moments(stage.play(), 60);
  }
}

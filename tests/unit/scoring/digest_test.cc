#include "scoring/digest.h"

#include <map>
#include <nlohmann/json.hpp>

#include "json/writer.h"
#include "scoring/rescore.h"
#include "support/catch.h"

using namespace broadsheet;
using namespace broadsheet::scoring;
using Json = nlohmann::json;

namespace {

PaperId id(int n) { return *PaperId::parse("2603." + std::to_string(10000 + n)); }

Announced paper(int n) {
  return {.id = id(n),
          .version = 1,
          .title = "Title " + std::to_string(n),
          .authors = {"P\\'al One"},
          .abstract = "Abstract.",
          .categories = {"cs.LG"},
          .announce_type = "new"};
}

Verdict verdict(int n, double relevance, double novelty) {
  return {.id = id(n), .relevance = relevance, .novelty = novelty, .topic = "", .comment = "why"};
}

struct Bench {
  Announcement announcement{.date = Day(2026, 3, 2)};
  config::Config config;
  ScholarAuthors scholar;
  std::map<PaperId, Repeat> known;

  Sorted sorted() {
    return sort_papers(announcement, config.score, scholar,
                       [&](const Announced& p, Day) -> std::optional<Repeat> {
                         const auto found = known.find(p.id);
                         if (found == known.end()) return std::nullopt;
                         return found->second;
                       });
  }
  Digest by_llm(const ScoreResult& result) {
    const Sorted parts = sorted();
    return digest_by_llm({announcement, parts, config, scholar}, result, "prompt");
  }
};

std::vector<std::string> ids_of(const Digest& digest) {
  std::vector<std::string> ids;
  for (const Entry& entry : digest.papers) ids.push_back(entry.id.str());
  return ids;
}

}  // namespace

TEST_CASE("topics are decided by the rule; one that is not followed stays as the model named it") {
  Bench bench;
  bench.config.topics = {{.id = "gates", .label = "Gates", .keywords = {"routing", "experts"}}};
  for (int n = 1; n <= 3; ++n) bench.announcement.papers.push_back(paper(n));
  bench.announcement.papers[2].title = "Routing experts";
  ScoreResult result;
  for (int n = 1; n <= 3; ++n) result.verdicts.push_back(verdict(n, 9, 9));
  result.verdicts[0].topic = "Criterion 1";
  result.verdicts[1].topic = "Robotics";
  const Digest digest = bench.by_llm(result);
  REQUIRE(digest.papers.size() == 3);
  CHECK(digest.papers[0].topics == std::vector<std::string>{"gates"});
  CHECK(digest.papers[1].topics == std::vector<std::string>{"Robotics"});
  CHECK(digest.papers[2].topics == std::vector<std::string>{"gates"});
}

TEST_CASE("papers at or above both cut-offs are chosen, best first, and counts add up") {
  Bench bench;
  for (int n = 1; n <= 5; ++n) bench.announcement.papers.push_back(paper(n));
  bench.announcement.papers[4].skipped = "type replace";
  const Digest digest = bench.by_llm(
      {.verdicts = {verdict(1, 7, 7), verdict(2, 6, 10), verdict(3, 9, 8), verdict(4, 8, 9)}});
  CHECK(ids_of(digest) == std::vector<std::string>{"2603.10003", "2603.10004", "2603.10001"});
  CHECK(digest.status == DayStatus::Complete);
  CHECK(*digest.counts.announced == 5);
  CHECK(*digest.counts.scanned == 4);
  CHECK(*digest.counts.selected == 3);
  CHECK(digest.verdicts.size() == 4);
  CHECK(*digest.papers[0].score == 17);
  CHECK(digest.papers[0].authors[0] == "P\xC3\xA1l One");
  CHECK(Json::parse(broadsheet::json::to_line(digest.papers[0].source))["authors"][0] ==
        "P\\'al One");
  CHECK(digest.prompt == "prompt");
}

TEST_CASE("a day without any verdict is failed, with some it is partial and names the rest") {
  Bench bench;
  for (int n = 1; n <= 3; ++n) bench.announcement.papers.push_back(paper(n));
  const Digest failed = bench.by_llm({.unanswered = {id(1), id(2), id(3)}, .stopped = "HTTP 503"});
  CHECK(failed.status == DayStatus::Failed);
  CHECK(failed.status_reason == "HTTP 503");
  CHECK(failed.papers.empty());
  const Digest partial = bench.by_llm({.verdicts = {verdict(1, 9, 9)},
                                       .unanswered = {id(2), id(3)},
                                       .stopped = "the budget is used up"});
  CHECK(partial.status == DayStatus::Partial);
  CHECK(partial.status_reason == "2 papers without a verdict: the budget is used up");
  CHECK(partial.unanswered == std::vector<std::string>{"2603.10002", "2603.10003"});
}

TEST_CASE("a day of repeats alone is complete without a cost") {
  Bench bench;
  bench.announcement.papers = {paper(1)};
  bench.known.emplace(id(1),
                      Repeat{.id = id(1), .day = Day(2026, 2, 27), .verdict = verdict(1, 9, 9)});
  const Digest digest = bench.by_llm({});
  CHECK(digest.status == DayStatus::Complete);
  CHECK(digest.papers.empty());
  CHECK(*digest.counts.scanned == 0);
  const Json curation = Json::parse(broadsheet::json::to_line(digest.extra))["curation"];
  CHECK(curation["repeats"] == Json::parse(R"([["2603.10001", "2026-02-27", 9.0, 9.0]])"));
}

TEST_CASE("a repeat whose abstract changed is scored again") {
  Bench bench;
  bench.announcement.papers = {paper(1), paper(2)};
  bench.announcement.papers[0].seen = Seen{.day = Day(2026, 2, 27), .abstract_changed = true};
  bench.announcement.papers[1].seen = Seen{.day = Day(2026, 2, 27)};
  for (int n = 1; n <= 2; ++n) {
    bench.known.emplace(id(n),
                        Repeat{.id = id(n), .day = Day(2026, 2, 27), .verdict = verdict(n, 1, 1)});
  }
  const Sorted sorted = bench.sorted();
  REQUIRE(sorted.to_score.size() == 1);
  CHECK(sorted.to_score[0].id == id(1));
}

TEST_CASE("a paper seen before that nobody judged is scored now") {
  Bench bench;
  bench.announcement.papers = {paper(1)};
  bench.announcement.papers[0].seen = Seen{.day = Day(2026, 2, 27)};
  CHECK(bench.sorted().to_score.size() == 1);
}

TEST_CASE("a followed author's paper is chosen below the cut-offs, and even without a verdict") {
  Bench bench;
  bench.config.authors = {{.name = "P\xC3\xA1l One", .aliases = {}, .semantic_scholar = ""}};
  bench.announcement.papers = {paper(1), paper(2), paper(3)};
  bench.announcement.papers[1].authors = {"Somebody Else"};
  const Digest digest =
      bench.by_llm({.verdicts = {verdict(1, 2, 2), verdict(2, 9, 9)}, .unanswered = {id(3)}});
  CHECK(ids_of(digest) == std::vector<std::string>{"2603.10001", "2603.10003", "2603.10002"});
  CHECK(digest.papers[0].chosen_by == ChosenBy::FollowedAuthor);
  CHECK(digest.papers[0].comment == "Followed author: P\xC3\xA1l One (by name). why");
  CHECK_FALSE(digest.papers[1].relevance);
  CHECK(digest.status == DayStatus::Complete);
}

TEST_CASE("recommended papers carry a reason and no scores") {
  Bench bench;
  bench.config.score.recommender_keep = 2;
  for (int n = 1; n <= 4; ++n) bench.announcement.papers.push_back(paper(n));
  const Sorted sorted = bench.sorted();
  const std::vector<Recommendation> ranked = {
      {.id = id(3), .value = 0.9, .reason = "because", .topic = "t"},
      {.id = id(9), .value = 0.8},
      {.id = id(1), .value = 0.7},
      {.id = id(2), .value = 0.6}};
  const Digest digest =
      digest_by_recommender({bench.announcement, sorted, bench.config, bench.scholar}, ranked);
  CHECK(ids_of(digest) == std::vector<std::string>{"2603.10003", "2603.10001"});
  CHECK(digest.papers[0].chosen_by == ChosenBy::Recommender);
  CHECK(digest.papers[0].comment == "because");
  CHECK(digest.papers[0].topics == std::vector<std::string>{"t"});
  CHECK_FALSE(digest.papers[0].score);
  CHECK(digest.verdicts.empty());
}

TEST_CASE("changed cut-offs move papers in and out without new verdicts") {
  Bench bench;
  for (int n = 1; n <= 3; ++n) bench.announcement.papers.push_back(paper(n));
  const Digest digest =
      bench.by_llm({.verdicts = {verdict(1, 9, 9), verdict(2, 7, 7), verdict(3, 6, 9)}});
  CHECK(ids_of(digest) == std::vector<std::string>{"2603.10001", "2603.10002"});
  const Rescored same = rescore(digest, bench.announcement, bench.config);
  CHECK(same.added.empty());
  CHECK(same.removed.empty());
  CHECK(ids_of(same.digest) == ids_of(digest));
  bench.config.score.relevance_cutoff = 6;
  bench.config.score.novelty_cutoff = 8;
  const Rescored changed = rescore(digest, bench.announcement, bench.config);
  CHECK(ids_of(changed.digest) == std::vector<std::string>{"2603.10001", "2603.10003"});
  CHECK(changed.added == std::vector<PaperId>{id(3)});
  CHECK(changed.removed == std::vector<PaperId>{id(2)});
  CHECK(*changed.digest.counts.selected == 2);
  const Rescored blind = rescore(digest, std::nullopt, bench.config);
  CHECK(blind.not_found == std::vector<PaperId>{id(3)});
}

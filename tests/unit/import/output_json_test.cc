#include <string>

#include "import/read_source.h"
#include "json/writer.h"
#include "samples.h"
#include "support/catch.h"

using namespace broadsheet;
using importer::ParsedSource;
using importer::SourceKind;
using namespace broadsheet::test;

namespace {

struct Read {
  std::optional<ParsedSource> found;
  std::string problems;
};

Read read(const std::string& json, const std::string& day = "2026-02-27") {
  Diagnostics problems;
  Read result;
  result.found =
      only_source(importer::read_source(json, day.empty() ? "old.json" : day + ".json", problems));
  for (const Problem& problem : problems.problems()) {
    result.problems += problem.where.str() + ": " + problem.message + "\n";
  }
  return result;
}

}  // namespace

TEST_CASE("each variant of the output JSON is read") {
  const Read result = read(object({
      old_paper("2501.00001",
                published("2501.00001") +
                    R"(, "ARXIVID": "2501.00001", "COMMENT": "c", "RELEVANCE": 10, "NOVELTY": 9)"),
      variant_b("2501.00002", 9, 8),
      variant_am("2501.00003"),
      variant_c("2501.00004", "memory", 9, 7),
  }));
  CHECK(result.problems.empty());
  REQUIRE(result.found);
  const Digest& digest = result.found->digest;
  REQUIRE(digest.papers.size() == 4);
  const Entry& a = digest.papers[0];
  CHECK(a.score == 19);  // variant A states none
  CHECK(a.title == "Title of 2501.00001 with $x_1$");
  CHECK(a.authors == std::vector<std::string>{"Ada Lovelace", "José Pérez"});
  CHECK(a.abstract == "Abstract of 2501.00001 with \\emph{marks} – and $a \\! b$.");
  CHECK(broadsheet::json::to_line(a.source).find("authors") != std::string::npos);
  CHECK(a.extra.empty());
  const Entry& b = digest.papers[1];
  CHECK(b.score == 17);
  CHECK(b.topics.empty());
  CHECK(b.chosen_by == ChosenBy::Model);
  const Entry& am = digest.papers[2];
  CHECK(am.chosen_by == ChosenBy::FollowedAuthor);
  CHECK(am.score == 20);
  CHECK_FALSE(am.relevance);
  const Entry& c = digest.papers[3];
  CHECK(c.topics == std::vector<std::string>{"memory", "other_topic"});
  CHECK(
      broadsheet::json::to_line(c.extra) ==
      R"({"TOPIC_MATCH_COMMENT":"Fits.","HOTSPOT_PAPER_COMMENT":"Hot because.","PRIMARY_TOPIC_LABEL":"Label of memory"})");
  CHECK(result.found->lines.at(b.id) == 3);
}

TEST_CASE("daily-papers give usage, counts and the page's order by topic") {
  const Read result = read(
      R"({"schema_version": 2, "meta": {"date": "2026-05-08", "sort": ["score"], "usage": {"model": "gpt-x",
          "prompt_tokens": 10, "completion_tokens": 5, "prompt_cost": 1.04748, "completion_cost": 0.5,
          "total_arxiv_papers": 90, "total_scanned_papers": 60, "total_relevant_papers": 3}},
          "topic_order": ["one", "two"], "papers": )" +
          object({variant_c("2605.00001", "two", 9, 9), variant_c("2605.00002", "one", 9, 8),
                  variant_c("2605.00003", "two", 8, 8)}) +
          R"(, "topic_sections": [{"topic_id": "one", "topic_label": "One", "paper_ids": ["2605.00002"]},
          {"topic_id": "two", "topic_label": "Two", "paper_ids": ["2605.00001", "2605.00003"]}]})",
      "2026-05-08");
  CHECK(result.problems.empty());
  REQUIRE(result.found);
  CHECK(result.found->kind == SourceKind::DailyPapers);
  const Digest& digest = result.found->digest;
  CHECK(digest.date == Day(2026, 5, 8));
  CHECK(digest.model == "gpt-x");
  CHECK(digest.usage.prompt_cost == 1.04748);
  CHECK(digest.counts.selected == 3);
  REQUIRE(digest.papers.size() == 3);
  CHECK(digest.papers[0].id.str() == "2605.00002");
  CHECK(digest.papers[1].id.str() == "2605.00001");
  CHECK(
      broadsheet::json::to_line(digest.extra) ==
      R"({"daily_papers_json":{"schema_version":2,"meta":{"sort":["score"]},"topic_order":["one","two"],)"
      R"("topic_sections":[{"topic_id":"one","topic_label":"One"},{"topic_id":"two","topic_label":"Two"}]}})");
}

TEST_CASE("hotspot papers are marked with the kind and label of their section") {
  const Read result =
      read(R"({"schema_version": 1, "meta": {"date": "2026-05-08"}, "papers": )" +
           object({variant_c("2605.00001", "two", 9, 9), variant_c("2605.00002", "one", 9, 8),
                   variant_c("2605.00003", "one", 9, 8)}) +
           R"(, "sections": [{"kind": "new_frontier", "label": "New", "paper_ids": ["2605.00002"]},
          {"kind": "daily_hot", "label": "Hot", "paper_ids": ["2605.00001"]}]})");
  REQUIRE(result.found);
  CHECK(result.problems ==
        "2026-02-27.json:1:40: the file's name has 2026-02-27 but it states 2026-05-08, which is "
        "used\n");
  const std::vector<Entry>& papers = result.found->digest.papers;
  REQUIRE(papers.size() == 3);
  CHECK(papers[0].spotlight.kind == SpotlightKind::NewFrontier);
  CHECK(papers[0].spotlight.comment == "Hot because.");
  CHECK(papers[1].spotlight.label == "Hot");
  CHECK(papers[2].spotlight.kind == SpotlightKind::Other);
}

TEST_CASE("a bad paper is left out with its place, the others stay") {
  struct Case {
    std::string member, problem;
  };
  const auto& [member, problem] = GENERATE(values<Case>({
      {"\"2501.00001\": 3", "a paper should be an object, not a number"},
      {"\"x\": {\"title\": \"t\"}", "'x' is not an arXiv id; the paper is left out"},
      {R"("2501.00001": {"authors": ["A"]})", "the paper 2501.00001 has no title; it is left out"},
      {R"("2501.00001": {"title": ["t"]})", "'title' should be text, not a list"},
  }));
  CAPTURE(member);
  Diagnostics problems;
  const auto found = only_source(importer::read_source(
      object({variant_b("2501.00009", 9, 9), member}), "2026-02-27.json", problems));
  REQUIRE(found);
  CHECK(found->digest.papers.size() == 1);
  REQUIRE_FALSE(problems.problems().empty());
  CHECK(problems.problems()[0].message == problem);
  CHECK(problems.problems()[0].where.line == 3);
}

TEST_CASE("a wrong score is reported and the paper kept without it") {
  const Read result = read(
      object({old_paper("2501.00001", published("2501.00001") +
                                          R"(, "COMMENT": "", "RELEVANCE": "9", "NOVELTY": 11)")}));
  REQUIRE(result.found->digest.papers.size() == 1);
  CHECK(result.found->digest.papers[0].relevance == 9);
  CHECK_FALSE(result.found->digest.papers[0].novelty);
  CHECK(result.problems.find("NOVELTY should be a number from 0 to 10; it is kept in 'extra'") !=
        std::string::npos);
}

TEST_CASE("papers without a day are an error") {
  Diagnostics problems;
  CHECK_FALSE(only_source(
      importer::read_source(object({variant_b("2501.00009", 9, 9)}), "output.json", problems)));
  CHECK(problems.errors() == 1);
}

TEST_CASE("JSON of another kind is not taken for a digest") {
  const std::string json = GENERATE(as<std::string>{}, "[]", "3", "{\"a\": 1}", "{\"a\": {}}",
                                    "{\"2501.00001\": []}", "{\"meta\": {}, \"papers\": {}}");
  CAPTURE(json);
  Diagnostics problems;
  const importer::ParseResult result = importer::read_source(json, "x.json", problems);
  CHECK(result.sources.empty());
  CHECK(result.what == "ignored: JSON without papers");
}

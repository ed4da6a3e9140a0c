// Summaries in parts, translations, links and ratings in lists of other programs.

#include <string>
#include <vector>

#include "content/digest_json.h"
#include "import/read_source.h"
#include "json/writer.h"
#include "support/catch.h"

using namespace broadsheet;

namespace {

struct Outcome {
  Entry entry;
  std::map<std::string, std::size_t> dropped;
};

/// The one paper of a JSON list.
Outcome read(const std::string& members, const std::string& map = "") {
  Diagnostics problems;
  std::vector<importer::ImportMap> maps;
  if (!map.empty()) maps.push_back(importer::parse_map(map, "map.yaml", problems).value());
  const std::string list =
      R"([{"arxiv_id": "1706.03762", "title": "Attention", "summary": "No recurrence.", )" +
      members + "}]";
  importer::ParseResult result = importer::read_source(list, "2026-03-02.json", problems, maps);
  CAPTURE(members);
  CHECK(problems.str().empty());
  REQUIRE(result.sources.size() == 1);
  REQUIRE(result.sources[0].digest.papers.size() == 1);
  return {result.sources[0].digest.papers[0], result.dropped};
}

using Parts = std::vector<SummaryPart>;

}  // namespace

TEST_CASE("parts of a summary have their labels, languages and order, wherever they are") {
  const Outcome group = read(
      R"("AI": {"result": "Faster.", "tldr": "用注意力取代循环。", "motivation": "$n^2$ &amp; more"})");
  CHECK(group.entry.parts == Parts{{"tldr", "用注意力取代循环。", "zh"},
                                   {"motivation", "$n^2$ & more", ""},
                                   {"result", "Faster.", ""}});
  const Outcome flat =
      read(R"("one_liner": "Short.", "TLDR_zh": "短。", "创新点": "新しい方法です。")");
  CHECK(flat.entry.parts == Parts{{"tldr", "Short.", ""},
                                  {"tldr", "短。", "zh"},
                                  {"innovation", "新しい方法です。", "ja"}});
  CHECK(flat.entry.extra.empty());
}

TEST_CASE("a part that states nothing is dropped and counted") {
  const Outcome outcome =
      read(R"("AI": {"tldr": "Error", "method": "N/A"}, "result": "None of it")");
  CHECK(outcome.entry.parts == Parts{{"result", "None of it", ""}});
  CHECK(outcome.dropped ==
        std::map<std::string, std::size_t>{{"AI.method 'N/A'", 1}, {"AI.tldr 'Error'", 1}});
}

TEST_CASE("a title or abstract in another language is a translation, and the first stays") {
  const Outcome named = read(R"("title_zh": "注意力", "摘要翻译": "没有循环。")");
  CHECK(named.entry.title == "Attention");
  CHECK(named.entry.translations == std::vector<Translation>{{"zh", "注意力", "没有循环。"}});
  const Outcome by_script = read(R"("摘要": "没有循环。")");
  CHECK(by_script.entry.abstract == "No recurrence.");
  CHECK(by_script.entry.translations == std::vector<Translation>{{"zh", "", "没有循环。"}});
}

TEST_CASE("links are of code, projects and others, never arXiv's own or of another scheme") {
  const Outcome outcome = read(R"json("github": "https://github.com/a/b",
    "project_url": "https://a.example/p", "pdf": "https://arxiv.org/pdf/1706.03762",
    "demo": "javascript:alert(1)",
    "links": [{"label": "Tweet", "url": "https://x.example/1"},
              {"label": "Link", "url": "https://gitlab.com/c/d"},
              {"label": "Slides", "url": "https://a.example/s"},
              {"label": "", "url": "https://a.example/unknown"}])json");
  CHECK(outcome.entry.links == std::vector<PaperLink>{{"code", "https://github.com/a/b"},
                                                      {"project", "https://a.example/p"},
                                                      {"discussion", "https://x.example/1"},
                                                      {"code", "https://gitlab.com/c/d"},
                                                      {"Slides", "https://a.example/s"},
                                                      {"a.example", "https://a.example/unknown"}});
  CHECK(json::to_line(outcome.entry.extra) == R"json({"demo":"javascript:alert(1)"})json");
}

TEST_CASE("ratings of other kinds and scales are kept as what they are") {
  const Outcome outcome = read(
      R"("relevance_score": 9, "novelty": "85/100", "clarityScore": "7", "priority": "high",
         "scores": {"potential_impact_score": 4.5})");
  CHECK_FALSE(outcome.entry.relevance);  // without a novelty of this scale it makes no score
  CHECK_FALSE(outcome.entry.novelty);
  CHECK(outcome.entry.ratings == std::vector<Rating>{{"relevance", 9, {}},
                                                     {"novelty", 85, 100},
                                                     {"clarity", 7, {}},
                                                     {"potential impact", 4.5, {}}});
  CHECK(json::to_line(outcome.entry.extra) == R"({"priority":"high"})");
}

TEST_CASE("one rating alone is shown with its scale, its reason is the comment") {
  const Outcome outcome = read(R"("Relevancy score": "7/10", "Reasons for match": "It fits.")");
  CHECK(outcome.entry.ratings == std::vector<Rating>{{"Relevancy", 7, 10}});
  CHECK(outcome.entry.comment == "It fits.");
  CHECK(outcome.entry.extra.empty());
}

TEST_CASE("a relevance without any novelty or score is a rating, whatever else papers have") {
  Diagnostics problems;
  const auto papers_of = [&](const std::string& second) {
    return importer::read_source(
               R"([{"id": "2603.00001", "title": "One", "authors": ["A. One"], "relevance": 8},
                   {"id": "2603.00002", "title": "Two", "authors": ["B. Two"], )" +
                   second + "}]",
               "2026-03-02.json", problems)
        .sources.at(0)
        .digest.papers;
  };
  const std::vector<Entry> alone = papers_of(R"("relevance": "7/10")");
  CHECK(alone.at(0).ratings == std::vector<Rating>{{"relevance", 8, {}}});
  CHECK(alone.at(1).ratings == std::vector<Rating>{{"relevance", 7, 10}});
  CHECK(papers_of(R"("relevance": 7, "novelty": 6)").at(0).relevance == 8);
}

TEST_CASE("a map names parts, links and ratings with labels of its own") {
  const Outcome outcome =
      read(R"("idea": "Attend.", "deck": "https://a.example/deck", "stars": "3/5")",
           "parts: {Key idea: idea}\nlinks: {slides: deck}\nratings: {stars: stars}\n");
  CHECK(outcome.entry.parts == Parts{{"Key idea", "Attend.", ""}});
  CHECK(outcome.entry.links == std::vector<PaperLink>{{"slides", "https://a.example/deck"}});
  CHECK(outcome.entry.ratings == std::vector<Rating>{{"stars", 3, 5}});
}

TEST_CASE("a digest with parts is written and read without a change") {
  Digest digest{.date = Day(2026, 3, 2)};
  digest.papers.push_back(
      read(
          R"("authors": "A. Turing et al.", "AI": {"tldr": "短。", "method": "m"}, "title_zh": "注意力",
              "code": "https://github.com/a/b", "clarity": 1, "quality_rating": "4/5")")
          .entry);
  const std::string bytes = content::to_json(digest);
  Diagnostics problems;
  const std::optional<Digest> again = content::parse_digest(bytes, "2026-03-02.json", problems);
  CHECK(problems.str().empty());
  REQUIRE(again);
  CHECK(again->papers[0].others);
  CHECK(again->papers[0].parts.size() == 2);
  CHECK(content::to_json(*again) == bytes);
}

TEST_CASE("a digest's lists of a paper refuse what they cannot be") {
  const auto errors = [](const std::string& members) {
    Diagnostics problems;
    content::parse_digest(R"({"format": 1, "date": "2026-03-02", "papers": [{"id": "1706.03762",
      "title": "T", "authors": [], )" +
                              members + "}]}",
                          "d.json", problems);
    return problems.str();
  };
  CHECK(errors(R"json("links": [{"label": "x", "url": "javascript:alert(1)"}])json")
            .find("is not an address with http or https") != std::string::npos);
  CHECK(errors(R"("parts": [{"label": "x"}])").find("'text' is missing") != std::string::npos);
  CHECK(errors(R"("parts": [{"label": "", "text": "x"}])").find("the text is empty") !=
        std::string::npos);
  CHECK(errors(R"("language": "zh\" onload")").find("is not a language tag") != std::string::npos);
  CHECK(errors(R"("ratings": [{"label": "x", "value": "8"}])").find("number") != std::string::npos);
  CHECK(errors(R"("translations": {"zh": "x"})").find("list") != std::string::npos);
}

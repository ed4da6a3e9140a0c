// Charts, texts of entries, scores: what needs no theme.
#include <string>
#include <vector>

#include "render/charts/charts.h"
#include "render/input/entry_texts.h"
#include "render/input/score_history.h"
#include "render/parts/paper_parts.h"
#include "render/parts/score_map.h"
#include "support/catch.h"

using namespace broadsheet;
using namespace broadsheet::render;

TEST_CASE("a comment's criterion is its run-in") {
  struct Case {
    std::string comment, run_in;
  };
  const auto& [comment, run_in] = GENERATE(values<Case>({
      {"Model Architecture: a sparse layer.", "Model Architecture:"},
      {"Matches 'Compression (Sparse: Attention)': trainable.",
       "Matches 'Compression (Sparse: Attention)':"},
      {"Strong Model Architecture match (MoE) and Efficiency.", ""},
      {"It is good. Model Architecture: yes.", ""},
      {"See http://example.org for more", ""},
      {"Time 12:30 is no criterion", ""},
      {"Bound $O(n): m$ holds", ""},
      {"First; second: third", ""},
      {": begins badly", ""},
      {"", ""},
      {"no end:", ""},
      {std::string(200, 'x') + ": too long", ""},
  }));
  CAPTURE(comment);
  CHECK(comment.substr(0, run_in_length(comment)) == run_in);
}

TEST_CASE("code links are lifted out of an abstract, each repository once") {
  const std::vector<CodeLink> links = code_links(
      "Code at https://github.com/owner/name/tree/main and https://github.com/owner/name. Weights: "
      "https://huggingface.co/owner/model, page https://owner.github.io/project/ and "
      "https://example.org/paper.");
  REQUIRE(links.size() == 3);
  CHECK(links[0].host == "github.com/owner/name");
  CHECK(links[0].kind == CodeLink::Kind::Code);
  CHECK(links[1].kind == CodeLink::Kind::Model);
  CHECK(links[2].kind == CodeLink::Kind::Project);
  CHECK(links[2].url == "https://owner.github.io/project/");
}

TEST_CASE("what only looks like a code host is none") {
  for (const std::string text : {"https://notgithub.com/a/b", "https://github.com.evil.org/a/b",
                                 "javascript:https://github.com/a/b", "github.com/a/b", ""}) {
    CAPTURE(text);
    for (const CodeLink& link : code_links(text)) {
      CHECK(link.url.rfind("https://github.com/", 0) == 0);
    }
  }
  CHECK(code_links("https://github.com.evil.org/a/b").empty());
  CHECK(code_links("https://notgithub.com/a/b").empty());
}

TEST_CASE("the area of a dot is its count") {
  struct Case {
    double count;
    std::string name;
  };
  const auto& [count, name] = GENERATE(values<Case>({{0, ""},
                                                     {-1, ""},
                                                     {1, "d1"},
                                                     {11, "d1"},
                                                     {12, "d2"},
                                                     {33, "d3"},
                                                     {42, "d4"},
                                                     {63, "d5"},
                                                     {80, "d6"},
                                                     {183, "d6"}}));
  CAPTURE(count);
  CHECK(dot_class(count, 80) == name);
}

TEST_CASE("shares are written with one decimal, and a whole of nothing is no trouble") {
  CHECK(percent(420, 613) == "68.5");
  CHECK(percent(1, 1) == "100.0");
  CHECK(percent(0, 5) == "0.0");
  CHECK(percent(5, 0) == "0.0");
}

TEST_CASE("a chart describes in words what it shows, and foreign text in it is escaped") {
  const std::vector<Bar> bars = {{.value = 3, .label = "1", .title = "<b>\"1\"</b>"},
                                 {.value = 0, .label = "2", .title = "none"},
                                 {.value = 0, .label = "", .title = "down", .missing = true}};
  const std::string svg =
      bar_chart(bars, "Papers & \"more\"", [](double n) { return std::to_string(int(n)); }).text;
  CHECK(svg.find("role=\"img\" aria-label=\"Papers &amp; &quot;more&quot;\"") != std::string::npos);
  CHECK(svg.find("<title>&lt;b&gt;&quot;1&quot;&lt;/b&gt;</title>") != std::string::npos);
  CHECK(svg.find("<title>down</title>") != std::string::npos);
  CHECK(svg.find("style=") == std::string::npos);
  CHECK(bar_chart({}, "x", [](double) { return std::string(); }).text.empty());
  CHECK(bar_chart({Bar{}}, "x", [](double) { return std::string(); }).text.empty());
}

TEST_CASE("years below a chart are not printed over each other") {
  // An archive from December: the second column of twelve begins a year.
  std::vector<ShareColumn> columns(12, {.label = "", .under = "", .title = "", .parts = {1}});
  columns[0].under = "2025";
  columns[1].under = "2026";
  const std::string near = share_chart(columns, {{.label = "One", .css_class = "t1"}}, "x").text;
  CHECK(near.find(">2025<") == std::string::npos);
  CHECK(near.find(">2026<") != std::string::npos);
  std::swap(columns[1].under, columns[6].under);
  const std::string far = share_chart(columns, {{.label = "One", .css_class = "t1"}}, "x").text;
  CHECK(far.find(">2025<") != std::string::npos);
  CHECK(far.find(">2026<") != std::string::npos);
}

TEST_CASE("shares fill a column whatever their sum") {
  const std::string svg =
      share_chart({{.label = "a", .title = "A", .parts = {1, 3}},
                   {.label = "b", .title = "B", .parts = {0, 0}}},
                  {{.label = "One", .css_class = "t1"}, {.label = "Two", .css_class = "t2"}},
                  "Shares")
          .text;
  CHECK(svg.find("A: One 25 %") != std::string::npos);
  CHECK(svg.find("A: Two 75 %") != std::string::npos);
  CHECK(svg.find("B: ") == std::string::npos);
  CHECK(share_chart({{.label = "", .title = "", .parts = {0}}}, {{}}, "x").text.empty());
  CHECK(spark_chart({0, 0}, "x", "").text.empty());
  CHECK(spark_chart({}, "x", "").text.empty());
}

namespace {

Entry scored(const std::string& id, double relevance, double novelty) {
  Entry entry{.id = *PaperId::parse(id)};
  entry.relevance = relevance;
  entry.novelty = novelty;
  entry.score = relevance + novelty;
  return entry;
}

}  // namespace

TEST_CASE("the share of papers above a score counts only days until then") {
  Digest first{.date = Day(2026, 2, 26)};
  first.papers = {scored("2602.00001", 10, 8), scored("2602.00002", 8, 7)};
  Digest second{.date = Day(2026, 2, 27)};
  second.papers = {scored("2602.00003", 8, 7), scored("2602.00004", 7, 7)};
  const Library library({first, second});
  const ScoreHistory history(library);
  CHECK(history.scored(0) == 2);
  CHECK(history.top_share(0, 18) == 50);
  CHECK(history.top_share(1, 18) == 25);
  CHECK(history.top_share(1, 1) == 100);
  CHECK(history.top_share(1, 99) == 1);
  CHECK(history.cells(0).at({10, 8}) == 1);
  CHECK(history.cells(1).at({8, 7}) == 2);
}

TEST_CASE("scores without relevance and novelty are no sums of them, and count in the share") {
  Digest alone{.date = Day(2026, 2, 24)};
  alone.papers = {scored("2602.00001", 1, 0), scored("2602.00002", 2, 0)};
  for (Entry& entry : alone.papers) entry.relevance = entry.novelty = std::nullopt;
  Digest sums{.date = Day(2026, 2, 25)};
  sums.papers = {scored("2602.00003", 8, 7)};
  Digest none{.date = Day(2026, 2, 26)};
  none.papers = {Entry{.id = *PaperId::parse("2602.00004")}};
  const auto usual = [](std::vector<Digest> digests, std::string_view formula) {
    return are_usual_sums(Library(std::move(digests)), formula);
  };
  CHECK_FALSE(usual({alone}, "relevance + novelty"));
  CHECK(usual({alone, sums}, "relevance + novelty"));
  CHECK(usual({none}, "relevance + novelty"));
  CHECK_FALSE(usual({sums}, "relevance"));
  const Library library({alone});
  const ScoreHistory history(library);
  CHECK(history.scored(0) == 2);
  CHECK(history.top_share(0, 2) == 50);
  CHECK(history.cells(0).empty());
}

TEST_CASE("papers of followed authors lead, others by their score") {
  const Library none({});
  const Bands bands(none, true);
  Entry entry = scored("2602.00001", 10, 8);
  CHECK(bands.of(entry) == Band::Lead);
  entry.score = 17.5;
  CHECK(bands.of(entry) == Band::Major);
  entry.score = 16;
  CHECK(bands.of(entry) == Band::Minor);
  entry.score.reset();
  CHECK(bands.of(entry) == Band::Minor);
  entry.chosen_by = ChosenBy::FollowedAuthor;
  CHECK(bands.of(entry) == Band::Lead);
}

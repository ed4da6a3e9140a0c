#include "scoring/writing/writing.h"

#include "scoring/writing/writing_prompt.h"
#include "scoring/writing/writing_reply.h"
#include "unit/scoring/scorer_scene.h"

using namespace broadsheet;
using namespace broadsheet::scoring;
using namespace broadsheet::test::scorer_scene;

namespace {

const std::vector<config::PartConfig> kParts = {{.label = "tldr", .language = "", .about = ""},
                                                {.label = "tldr", .language = "de", .about = ""},
                                                {.label = "method", .language = "", .about = ""}};

std::vector<PaperId> ids(std::initializer_list<const char*> names) {
  std::vector<PaperId> result;
  for (const char* name : names) result.push_back(*PaperId::parse(name));
  return result;
}

ReadParts read(const std::string& text) {
  return read_parts(text, ids({"2603.00001", "2603.00002"}), kParts);
}

std::string object(const std::string& id, const std::string& method = "how") {
  return R"({"ARXIVID": ")" + id + R"(", "part1": "a", "part2": "b", "method": ")" + method +
         "\"}\n";
}

}  // namespace

TEST_CASE("the prompt names each part once, with its language") {
  CHECK(part_keys(kParts) == std::vector<std::string>{"part1", "part2", "method"});
  const WritingPrompt prompt = parts_prompt(kParts, "zh");
  CHECK(prompt.user.find("- **part1**: the paper in one sentence") != std::string::npos);
  CHECK(prompt.user.find("Language: zh.") != std::string::npos);
  CHECK(prompt.user.find("Language: de.") != std::string::npos);
  CHECK(prompt.name != parts_prompt(kParts, "en").name);
}

TEST_CASE("summaries are read from lists, fences and reasoning; an empty text leaves a part out") {
  const ReadParts good =
      read("<think>" + object("2603.00001", "draft") + "</think>```json\n[" + object("2603.00001") +
           "," + object("arXiv:2603.00002v1", "") + "]\n```");
  CHECK(good.missing == 0);
  REQUIRE(good.parts.size() == 2);
  const std::vector<SummaryPart> expected = {{.label = "tldr", .text = "a", .language = ""},
                                             {.label = "tldr", .text = "b", .language = "de"},
                                             {.label = "method", .text = "how", .language = ""}};
  CHECK(good.parts.at(ids({"2603.00001"})[0]) == expected);
  CHECK(good.parts.at(ids({"2603.00002"})[0]).size() == 2);
}

TEST_CASE("a summary that is incomplete, of another paper or given twice differently is missing") {
  CHECK(read("").missing == 2);
  CHECK(read("I cannot.").missing == 2);
  CHECK(read(R"({"ARXIVID": "2603.00001", "part1": "a"})").missing == 2);
  CHECK(read(R"({"ARXIVID": "2603.00001", "part1": "a", "part2": {"x": 1}, "method": "m"})")
            .missing == 2);
  CHECK(read(object("2603.99999")).missing == 2);
  CHECK(read(object("2603.00001").substr(0, 40)).missing == 2);
  const ReadParts two = read(object("2603.00001", "one") + object("2603.00001", "two"));
  CHECK(two.missing == 2);
  CHECK(two.conflicts == 1);
  CHECK(read(object("2603.00001") + object("2603.00001")).missing == 1);
}

TEST_CASE("an overview keeps what is about papers of the day") {
  const auto asked = ids({"2603.00001", "2603.00002"});
  const Overview overview = read_overview(
      R"(Here: {"SPOTLIGHT": [{"ARXIVID": "2603.00002", "REASON": "new\n<b>"},
         {"ARXIVID": "2603.00002", "REASON": "again"}, {"ARXIVID": "1706.03762"}, "2603.00001"],
         "EDITORIAL": [{"TEXT": "Both.", "PAPERS": ["2603.00001", "2603.00002", "x"]},
         {"TEXT": "None.", "PAPERS": []}, {"TEXT": "", "PAPERS": ["2603.00001"]}, "words",
         {"TEXT": "One.", "PAPERS": "2603.00001"}]})",
      asked, 5);
  REQUIRE(overview.spotlight.size() == 2);
  CHECK(overview.spotlight[0].second == "new <b>");
  CHECK(overview.spotlight[1].first == asked[0]);
  REQUIRE(overview.editorial.size() == 2);
  CHECK(overview.editorial[0].papers == asked);
  CHECK(
      read_overview(R"({"SPOTLIGHT": ["2603.00001", "2603.00002"]})", asked, 1).spotlight.size() ==
      1);
  CHECK(read_overview("no", asked, 5) == Overview{});
  CHECK(overview_of(to_json(overview)) == overview);
  CHECK(overview_of(json::Value(3)) == Overview{});
  CHECK(parts_of(json::Value("x")).empty());
}

TEST_CASE("the journal gives back what a model wrote, so that nothing is paid for twice") {
  Bench bench;
  bench.config.parts = kParts;
  bench.config.spotlight = 1;
  bench.config.editorial = {"day"};
  const std::vector<Announced> day = papers(6);
  Digest digest{.date = Day(2026, 3, 2)};
  for (int i = 0; i < 5; ++i) {
    digest.papers.push_back({.id = day[static_cast<std::size_t>(i)].id});
  }
  int requests = 0;
  test::FakeTransport transport([&](const net::Request& request, int) {
    ++requests;
    const std::string body = request.body;
    if (body.find("# What to write") != std::string::npos) {
      return chat(
          R"({"SPOTLIGHT": ["2603.10002"], "EDITORIAL": [{"TEXT": "T.", "PAPERS": ["2603.10001"]}]})");
    }
    std::string text;
    for (const std::string& id : ids_in(request)) text += object(id);
    return chat(text);
  });
  const auto world =
      test::fake_environment(transport, bench.time, {{"OPENAI_API_KEY", "sk-test-key"}});
  const auto write = [&] {
    ModelSession session(bench.config, bench.journal, world);
    return write_by_llm(digest, day, "en", session);
  };
  const Writing first = write();
  CHECK(requests == 3);  // one overview, five papers in batches of four
  CHECK(first.parts.size() == 5);
  CHECK(first.without_parts == 0);
  CHECK(first.stopped.empty());
  const Writing second = write();
  CHECK(requests == 3);
  CHECK(second.parts == first.parts);
  CHECK(second.overview == first.overview);
  add_writing(digest, second, 1);
  CHECK(digest.papers[1].spotlight.kind == SpotlightKind::Other);
  CHECK(digest.papers[0].spotlight.kind == SpotlightKind::None);
  CHECK(digest.papers[0].parts.size() == 3);
  CHECK(digest.editorial.size() == 1);
  CHECK_FALSE(lacks_writing(digest));
}

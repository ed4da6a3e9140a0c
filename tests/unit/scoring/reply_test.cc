#include "scoring/reply.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/catch.h"
#include "support/fixtures.h"
#include "text/utf8.h"

using namespace broadsheet;
using namespace broadsheet::scoring;
using nlohmann::json;

namespace {

ArxivId id(const std::string& text) { return ArxivId::parse(text).value(); }

using Scores = std::map<std::string, std::vector<double>>;

Scores scores_of(const ReadReply& reply) {
  Scores scores;
  for (const Verdict& verdict : reply.verdicts) {
    scores[verdict.id.str()] = {verdict.relevance, verdict.novelty};
  }
  return scores;
}

std::vector<std::string> strings_of(const std::vector<ArxivId>& ids) {
  std::vector<std::string> strings;
  for (const ArxivId& one : ids) strings.push_back(one.str());
  return strings;
}

const std::vector<ArxivId> kAsked = {id("2603.00001"), id("2603.00002")};

/// Compares every reply of `folder` with expected.json; the number of replies.
std::size_t check_replies(const fs::path& folder) {
  std::vector<ArxivId> asked;
  const json batch = json::parse(read_file(folder / "batch.json"));
  for (const json& one : batch["asked"]) {
    asked.push_back(id(one));
  }
  const json expected = json::parse(read_file(folder / "expected.json"));
  for (const auto& [file, facts] : expected.items()) {
    INFO(file);
    const ReadReply reply = read_reply(read_file(folder / file), asked);
    CHECK(scores_of(reply) == facts["scores"].get<Scores>());
    CHECK(strings_of(reply.missing) == facts["missing"].get<std::vector<std::string>>());
    std::vector<std::string> rejected = reply.rejected;
    std::sort(rejected.begin(), rejected.end());
    CHECK(rejected == facts["rejected"].get<std::vector<std::string>>());
    for (const Verdict& verdict : reply.verdicts) {
      CHECK(text::first_invalid_utf8(verdict.comment) == std::string::npos);
      CHECK(text::clean_utf8(verdict.comment) == verdict.comment);
      CHECK(verdict.comment.find('\n') == std::string::npos);
    }
  }
  return expected.size();
}

}  // namespace

TEST_CASE("every reply of the fixtures gives the scores of its expected.json") {
  CHECK(check_replies(test::fixtures("llm-replies")) == 81);
}

TEST_CASE("every reply of ../shared gives the scores of its expected.json", "[.shared]") {
  CHECK(check_replies(test::shared("fixtures/llm-replies")) == 81);
}

TEST_CASE("text with TeX keeps its backslashes") {
  struct Case {
    std::string written, meant;
  };
  const auto& [written, meant] = GENERATE(values<Case>({
      {R"(Uses $\alpha$, \beta and $\nabla\times B$.)",
       R"(Uses $\alpha$, \beta and $\nabla\times B$.)"},
      {R"(escaped \\alpha)", R"(escaped \alpha)"},
      {R"(first\nsecond)", "first second"},
      {R"(first\nothing)", "first othing"},
      {R"(tab\there)", "tab here"},
      {R"(a \u00e9 \ud83d\ude00)", "a é 😀"},
      {R"(lone \ud83d here)", "lone \uFFFD here"},
      {R"(not hex \uzz11)", R"(not hex \uzz11)"},
      {R"(a \"b\" c)", R"(a "b" c)"},
  }));
  const ReadReply reply = read_reply(
      R"({"ARXIVID": "2603.00001", "COMMENT": ")" + written + R"(", "RELEVANCE": 8, "NOVELTY": 7})",
      kAsked);
  REQUIRE(reply.verdicts.size() == 1);
  CHECK(reply.verdicts[0].comment == meant);
}

TEST_CASE("an object cut in its text never takes the scores of the next one") {
  const std::string second =
      R"({"ARXIVID": "2603.00002", "COMMENT": "x", "RELEVANCE": 9, "NOVELTY": 9})";
  const std::string first =
      GENERATE(as<std::string>{}, R"({"ARXIVID": "2603.00001", "COMMENT": "cut)",
               R"({"ARXIVID": "2603.00001", "COMMENT": )", R"({"ARXIVID": "2603.00001)",
               R"({"ARXIVID": "2603.00001", "RELEVANCE": 3, "COMMENT": "cut)",
               R"({"ARXIVID": "2603.00001", "RELEVANCE": 3, )",
               R"({"ARXIVID": "2603.00001", "RELEVANCE": 3)", R"({"COMMENT": "cut)",
               R"({'ARXIVID': '2603.00001', 'COMMENT': 'cut)");
  CAPTURE(first);
  for (const char* between : {"\n", " ", ""}) {
    const ReadReply reply = read_reply(first + between + second, kAsked);
    CHECK(scores_of(reply).count("2603.00001") == 0);
    for (const Verdict& verdict : reply.verdicts) CHECK(verdict.comment == "x");
  }
}

TEST_CASE("the matched topic is read from whatever key it has") {
  struct Case {
    std::string member, topic;
  };
  const auto& [member, topic] = GENERATE(values<Case>({
      {R"("TOPIC": "Efficiency")", "Efficiency"},
      {R"("CRITERION": 2)", "2"},
      {R"("primary_topic_id": "memory")", "memory"},
      {R"("TOPIC": ["a", "b"])", "a"},
      {R"("TOPIC": null)", ""},
      {R"("TOPIC": {})", ""},
      {R"("OTHER": "x")", ""},
  }));
  const ReadReply reply = read_reply(
      R"({"ARXIVID": "2603.00001", "RELEVANCE": 8, "NOVELTY": 7, )" + member + "}", kAsked);
  REQUIRE(reply.verdicts.size() == 1);
  CHECK(reply.verdicts[0].topic == topic);
}

TEST_CASE("tags of reasoning inside an answer are part of the answer") {
  const ReadReply reply = read_reply(
      R"({"ARXIVID": "2603.00001", "COMMENT": "Trains <think> tokens.", "RELEVANCE": 8, "NOVELTY": 7})"
      "\n"
      R"({"ARXIVID": "2603.00002", "COMMENT": "Ends at </think> here.", "RELEVANCE": 8, "NOVELTY": 7})",
      kAsked);
  CHECK(reply.verdicts.size() == 2);
}

TEST_CASE("a closing tag whose opening one was swallowed still ends the reasoning") {
  const ReadReply reply =
      read_reply(R"(Draft: {"ARXIVID": "2603.00001", "RELEVANCE": 10, "NOVELTY": 10})"
                 "\n</think>\n"
                 R"({"ARXIVID": "2603.00001", "RELEVANCE": 2, "NOVELTY": 3})",
                 kAsked);
  REQUIRE(reply.verdicts.size() == 1);
  CHECK(reply.verdicts[0].relevance == 2);
}

TEST_CASE("hostile replies end in time and give nothing") {
  const std::string reply = GENERATE(
      std::string(300000, '{'), std::string(300000, '['), std::string(300000, '"'),
      [] {
        std::string text;
        for (int i = 0; i < 40000; ++i) text += "{\"a\":\"";
        return text;
      }(),
      [] {
        std::string text;
        for (int i = 0; i < 40000; ++i) text += "{\"a\":[";
        return text;
      }(),
      std::string("{\"a\":") + std::string(300000, ' '));
  const ReadReply read = read_reply(reply, kAsked);
  CHECK(read.verdicts.empty());
  CHECK(read.missing.size() == 2);
}

TEST_CASE("two scores under one name are no verdict") {
  CHECK(read_reply(R"({"ARXIVID": "2603.00001", "RELEVANCE": 3, "RELEVANCE": 9, "NOVELTY": 7})",
                   kAsked)
            .verdicts.empty());
}

TEST_CASE("a title pass gives the ids to drop, and none when it cannot be read") {
  struct Case {
    std::string reply;
    std::vector<std::string> dropped;
  };
  const auto& [reply, dropped] = GENERATE(values<Case>({
      {R"(["2603.00002"])", {"2603.00002"}},
      {"```json\n[\"2603.00001\", \"arXiv:2603.00002v1\"]\n```", {"2603.00001", "2603.00002"}},
      {"[2603.00002]", {"2603.00002"}},
      {"['2603.00002', '2603.00002']", {"2603.00002"}},
      {R"(["2603.99999"])", {}},
      {R"({"irrelevant": ["2603.00002"]})", {"2603.00002"}},
      {"[]", {}},
      {"", {}},
      {"All are relevant.", {}},
      {"2603.00001, 2603.00002", {}},
      {R"(["2603.00001", "2603.0)", {}},
  }));
  CAPTURE(reply);
  CHECK(strings_of(read_dropped(reply, kAsked)) == dropped);
}

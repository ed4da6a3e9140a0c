#include "scoring/llm/reply.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/catch.h"
#include "support/fixtures.h"
#include "text/utf8.h"

using namespace broadsheet;
using namespace broadsheet::scoring;
using Json = nlohmann::json;

namespace {

PaperId id(const std::string& text) { return PaperId::parse(text).value(); }

using Scores = std::map<std::string, std::vector<double>>;

Scores scores_of(const ReadReply& reply) {
  Scores scores;
  for (const Verdict& verdict : reply.verdicts) {
    scores[verdict.id.str()] = {verdict.relevance, verdict.novelty};
  }
  return scores;
}

std::vector<std::string> strings_of(const std::vector<PaperId>& ids) {
  std::vector<std::string> strings;
  for (const PaperId& one : ids) strings.push_back(one.str());
  return strings;
}

const std::vector<PaperId> kAsked = {id("2603.00001"), id("2603.00002")};

/// Compares every reply of `folder` but one with expected.json; the number of replies.
std::size_t check_replies(const fs::path& folder, const std::string& omitted = {}) {
  std::vector<PaperId> asked;
  const Json batch = Json::parse(read_file(folder / "batch.json"));
  for (const Json& one : batch["asked"]) {
    asked.push_back(id(one));
  }
  const Json expected = Json::parse(read_file(folder / "expected.json"));
  for (const auto& [file, facts] : expected.items()) {
    INFO(file);
    if (file == omitted) continue;
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
  // Of two different verdicts that list keeps the first; we use neither.
  CHECK(check_replies(test::shared("fixtures/llm-replies"), "30_duplicate-id-other-scores.txt") ==
        81);
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

TEST_CASE("a tag in a comment is a word of it wherever it is") {
  const std::string tag =
      GENERATE(as<std::string>{}, "`</think>`", "\n<think>", "\n</think>\n", "**</think>**",
               "\\n<think>", "\n```thinking\n", "a <think> b </think> c", "{}</think>");
  CAPTURE(tag);
  const ReadReply reply =
      read_reply(R"({"ARXIVID": "2603.00001", "COMMENT": "Stops at )" + tag +
                     R"(", "RELEVANCE": 8, "NOVELTY": 7})"
                     "\n"
                     R"({"ARXIVID": "2603.00002", "COMMENT": "x", "RELEVANCE": 8, "NOVELTY": 7})",
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

TEST_CASE("reasoning in any known wrapper is not read") {
  struct Case {
    std::string open, close;
  };
  const auto& [open, close] = GENERATE(values<Case>({
      {"<think>", "</think>"},
      {"<Think>", "</Think>"},
      {"<THINK>\n", "\n</THINK>\n"},
      {"<think budget=\"low\">", "</think >"},
      {"<thinking>", "</thinking>"},
      {"<thought>", "</thought>"},
      {"<reasoning>", "</reasoning>"},
      {"<analysis>", "</analysis>"},
      {"<reflection>", "</reflection>"},
      {"<scratchpad>", "</scratchpad>"},
      {"<seed:think>", "</seed:think>"},
      {"<details><summary>Reasoning</summary>", "</details>"},
      {"[THINK]", "[/THINK]"},
      {"◁think▷", "◁/think▷"},
      {"<|begin_of_thought|>", "<|end_of_thought|>"},
      {"<|START_THINKING|>", "<|END_THINKING|>"},
      {"Let me think.\n<think>", "</think>\n"},
      {"<think>one</think>\n<analysis>", "</analysis>"},
      {"", "\n</think>\n"},
      {"", "</think>"},
      {"", "[/THINK]"},
      {"<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"},
      {"<|channel|>analysis<|message|>",
       "<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>"},
      {"analysis", "assistantfinal"},
      {"<thought_process>", "</thought_process>"},
      {"<chain-of-thought>", "</chain-of-thought>"},
      {"<Step>", "</Step>"},
      {"&lt;think&gt;", "&lt;/think&gt;"},
      {"*<think>*", "*</think>*\n"},
      {"`<think>`\n", "\n`</think>`\n"},
      {"<details open><summary>Thought process</summary>", "</details>"},
      {"```thinking\n", "\n```\n"},
      {"```thinking\n```json\n", "\n```\nSo far.\n```\n"},
      {"Sure! <think>", " and so on.</think>"},
      {"The draft: ", " and so on.</think>"},
      {"<|start|>assistant<|channel|>analysis<|message|>",
       "<|end|><|start|>assistant<|channel|>final<|message|>"},
  }));
  CAPTURE(open);
  // The draft names one paper with other scores, and one that the answer leaves out.
  const std::string draft =
      R"({"ARXIVID": "2603.00001", "COMMENT": "draft", "RELEVANCE": 1, "NOVELTY": 1})"
      "\n"
      R"({"ARXIVID": "2603.00002", "COMMENT": "draft", "RELEVANCE": 1, "NOVELTY": 1})";
  const ReadReply reply = read_reply(
      open + draft + close +
          R"({"ARXIVID": "2603.00001", "COMMENT": "final", "RELEVANCE": 9, "NOVELTY": 8})",
      kAsked);
  CHECK(scores_of(reply) == Scores{{"2603.00001", {9, 8}}});
  CHECK(reply.conflicts == 0);
}

TEST_CASE("reasoning that is never closed hides the rest of the reply") {
  const std::string open = GENERATE(as<std::string>{}, "<think>", "[THINK]", "◁think▷");
  CHECK(read_reply(open + R"({"ARXIVID": "2603.00001", "RELEVANCE": 9, "NOVELTY": 8})", kAsked)
            .verdicts.empty());
}

TEST_CASE("a channel of reasoning without a final one has no verdicts") {
  const std::string open = GENERATE(as<std::string>{}, "<|channel|>analysis<|message|>",
                                    "<|start|>assistant<|channel|>analysis<|message|>", "analysis",
                                    "analysisWe read two papers. ", "assistantanalysis");
  CHECK(read_reply(open + R"({"ARXIVID": "2603.00001", "RELEVANCE": 9, "NOVELTY": 8})", kAsked)
            .verdicts.empty());
}

TEST_CASE("a <details> element with the answer is read") {
  const ReadReply reply = read_reply(
      "<details><summary>Verdicts</summary>\n"
      R"({"ARXIVID": "2603.00001", "RELEVANCE": 9, "NOVELTY": 8})"
      "\n</details>",
      kAsked);
  CHECK(reply.verdicts.size() == 1);
}

TEST_CASE("of two different verdicts for one paper neither is used") {
  const std::string between =
      GENERATE(as<std::string>{}, "\n", "\n```\nFinal:\n", ". On reflection, the final answer:\n");
  const ReadReply reply = read_reply(
      "A first guess: "
      R"({"ARXIVID": "2603.00001", "RELEVANCE": 1, "NOVELTY": 1})" +
          between +
          R"({"ARXIVID": "2603.00001", "RELEVANCE": 9, "NOVELTY": 9})"
          "\n"
          R"({"ARXIVID": "2603.00002", "RELEVANCE": 9, "NOVELTY": 9})",
      kAsked);
  CHECK(scores_of(reply) == Scores{{"2603.00002", {9, 9}}});
  CHECK(strings_of(reply.missing) == std::vector<std::string>{"2603.00001"});
  CHECK(reply.conflicts == 1);
}

TEST_CASE("a verdict that holds a revised one is not used") {
  const auto read = [](const std::string& inner) {
    return read_reply(R"({"ARXIVID": "2603.00001", "RELEVANCE": 1, "NOVELTY": 2, )" + inner + "}",
                      kAsked);
  };
  for (const char* inner : {R"("revised": {"ARXIVID": "2603.00001", "RELEVANCE": 9, "NOVELTY": 9})",
                            R"("final": {"relevance": 9, "novelty": 2})",
                            R"("steps": [{"RELEVANCE": 9, "NOVELTY": 9}])"}) {
    CAPTURE(inner);
    CHECK(read(inner).verdicts.empty());
    CHECK(read(inner).conflicts == 1);
  }
  CHECK(read(R"("scores": {"relevance": 1, "novelty": 2})").verdicts.size() == 1);
  CHECK(read(R"("details": {"relevance": 7})").verdicts.size() == 1);
}

TEST_CASE("a verdict beside one that cannot be read is not used") {
  const std::string other =
      GENERATE(as<std::string>{}, R"({"ARXIVID": "2603.00001", "RELEVANCE": 11, "NOVELTY": 9})",
               R"({"ARXIVID": "2603.00001", "RELEVANCE": 9, "NOVELTY": "high"})",
               R"({"ARXIVID": "2603.00001", "RELEVANCE": 9})",
               R"({"ARXIVID": "2603.00001", "RELEVANCE": 9, "RELEVANCE": 8, "NOVELTY": 9})",
               R"({"ARXIVID": "2603.00001", "COMMENT": "x", "RELEVANCE": })");
  const bool is_first = GENERATE(true, false);
  const std::string draft = R"({"ARXIVID": "2603.00001", "RELEVANCE": 3, "NOVELTY": 3})";
  const std::string second = R"({"ARXIVID": "2603.00002", "RELEVANCE": 9, "NOVELTY": 9})";
  CAPTURE(other, is_first);
  const ReadReply reply = read_reply(
      (is_first ? other : draft) + "\n" + (is_first ? draft : other) + "\n" + second, kAsked);
  CHECK(scores_of(reply) == Scores{{"2603.00002", {9, 9}}});
  CHECK(strings_of(reply.missing) == std::vector<std::string>{"2603.00001"});
  CHECK(reply.conflicts == 1);
}

TEST_CASE("an echo of the paper is no verdict and does not spoil one") {
  const ReadReply reply = read_reply(R"({"id": "2603.00001", "title": "A"})"
                                     R"({"id": "2603.00001", "relevance": 3, "novelty": 3})",
                                     kAsked);
  CHECK(reply.verdicts.size() == 1);
}

TEST_CASE("a reply that is cut keeps its verdicts unless they may be drafts") {
  const std::string one = R"({"ARXIVID": "2603.00001", "RELEVANCE": 3, "NOVELTY": 3})";
  const std::string two = R"({"ARXIVID": "2603.00002", "RELEVANCE": 4, "NOVELTY": 4})";
  struct Case {
    std::string reply;
    std::vector<std::string> used;
  };
  const auto& [text, used] = GENERATE_COPY(values<Case>({
      {one + "\n" + two.substr(0, 40), {"2603.00001"}},
      {"[" + one + ",\n" + two.substr(0, 12), {"2603.00001"}},
      {"Verdicts:\n" + one + "\n" + two + "\n```", {"2603.00001", "2603.00002"}},
      {one + "\n" + two + "\nFinal:\n" + one.substr(0, 40), {}},
      {one + "\n" + two + "\nFinal:\n" + one + two.substr(0, 9), {"2603.00001"}},
      {one + "\n" + two + "\nOn reflection, the fin", {}},
  }));
  CAPTURE(text);
  std::vector<std::string> found;
  for (const Verdict& verdict : read_reply(text, kAsked, true).verdicts) {
    found.push_back(verdict.id.str());
  }
  CHECK(found == used);
}

TEST_CASE("a repeated verdict counts once, with its last comment") {
  const ReadReply reply =
      read_reply(R"({"ARXIVID": "2603.00001", "COMMENT": "draft", "RELEVANCE": 9, "NOVELTY": 8})"
                 R"({"ARXIVID": "2603.00001", "COMMENT": "final", "RELEVANCE": 9, "NOVELTY": 8})",
                 kAsked);
  REQUIRE(reply.verdicts.size() == 1);
  CHECK(reply.verdicts[0].comment == "final");
  CHECK(reply.conflicts == 0);
}

TEST_CASE("raw quotes and line breaks in one comment are repaired together") {
  const std::string comment = GENERATE(
      as<std::string>{}, "It is \"deep\" and\nlong", "\"Deep\" nets,\n\"wide\" ones",
      "A\n\"title\"", "It is \"deep\", \"wide\" and\nlong", "One\r\n\"two\"\n\n\"three\" four");
  const ReadReply reply =
      read_reply(R"({"ARXIVID":"2603.00001","COMMENT":")" + comment +
                     R"(","RELEVANCE":8,"NOVELTY":7})"
                     "\n"
                     R"({"ARXIVID":"2603.00002","COMMENT":"x","RELEVANCE":9,"NOVELTY":9})",
                 kAsked);
  REQUIRE(reply.verdicts.size() == 2);
  CHECK(reply.verdicts[0].relevance == 8);
  CHECK(reply.verdicts[0].comment == text::collapse_space(comment));
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
      std::string("{\"a\":") + std::string(300000, ' '), std::string(300000, '<'),
      [] {
        std::string text;
        for (int i = 0; i < 40000; ++i) text += "</think ";
        return text;
      }(),
      [] {
        std::string text;
        for (int i = 0; i < 20000; ++i) text += "x <think" + std::to_string(i) + "> ";
        return text;
      }(),
      [] {
        std::string text = "{\"a\": \"";
        for (int i = 0; i < 40000; ++i) text += "\",\"b";
        return text;
      }());
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
      {R"(I would drop ["2603.00001"]. On reflection: ["2603.00002"])", {}},
      {R"(I would drop ["2603.00001"]. On reflection: [])", {}},
      {R"(As in [3]: ["2603.00002"]. Again: ["2603.00002"])", {"2603.00002"}},
      {R"({"relevant": ["2603.00001"], "irrelevant": ["2603.00002"]})", {}},
      {"2603.00001, 2603.00002", {}},
      {R"(["2603.00001", "2603.0)", {}},
  }));
  CAPTURE(reply);
  CHECK(strings_of(read_dropped(reply, kAsked)) == dropped);
}

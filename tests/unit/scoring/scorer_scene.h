#pragma once
// Shared by the tests of llm scorer.

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/error.h"
#include "scoring/llm/journal.h"
#include "scoring/llm/llm_scorer.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/near.h"
#include "support/temp_dir.h"

namespace broadsheet::test::scorer_scene {

using namespace broadsheet::scoring;
using Json = nlohmann::json;

inline std::vector<Announced> papers(int count) {
  std::vector<Announced> result;
  for (int i = 1; i <= count; ++i) {
    result.push_back({.id = *PaperId::parse("2603." + std::to_string(10000 + i)),
                      .title = "Title " + std::to_string(i),
                      .abstract = "Abstract " + std::to_string(i)});
  }
  return result;
}

// Ids in the user's message of a request, in order.
inline std::vector<std::string> ids_in(const net::Request& request) {
  const std::string user = Json::parse(request.body)["messages"][1]["content"];
  std::vector<std::string> ids;
  std::istringstream lines(user.substr(user.find("# Papers")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("{")) ids.push_back(Json::parse(line)["ARXIVID"]);
  }
  return ids;
}

inline std::string lines_for(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) {
    text += Json{{"ARXIVID", id}, {"COMMENT", "c"}, {"RELEVANCE", 8}, {"NOVELTY", 7}}.dump() + "\n";
  }
  return text;
}

inline net::Reply chat(const std::string& content, int prompt = 1000, int completion = 100,
                       int cached = 0, const std::string& finish = "stop") {
  return test::reply_of(
      200, Json{{"choices", {{{"message", {{"content", content}}}, {"finish_reason", finish}}}},
                {"usage",
                 {{"prompt_tokens", prompt},
                  {"completion_tokens", completion},
                  {"total_tokens", prompt + completion},
                  {"prompt_tokens_details", {{"cached_tokens", cached}}}}}}
               .dump());
}

inline net::Reply error(int status, const std::string& code, const std::string& parameter = {}) {
  return test::reply_of(
      status,
      Json{{"error", {{"message", "sentence"}, {"code", code}, {"param", parameter}}}}.dump());
}

struct Bench {
  Bench() {
    config.method = config::ScoreMethod::Llm;
    config.model = "m";
    config.base_url = "https://api.example/v1";
    config.prices["m"] = {.prompt = 2, .cached = 0.5, .completion = 8};
    config.parallel = 1;
    config.batch_abstracts = 4;
  }

  ScoreResult run(const std::vector<Announced>& given, const test::FakeTransport::Answer& answer,
                  std::map<std::string, std::string> environment = {
                      {"OPENAI_API_KEY", "sk-test-key"}}) {
    test::FakeTransport transport([&](const net::Request& request, int number) {
      requests.push_back(request);
      return answer(request, number);
    });
    const auto world = test::fake_environment(transport, time, std::move(environment));
    return score_by_llm(given, config, prompts, journal, world);
  }

  test::TempDir dir;
  fs::path journal = dir / "day.jsonl";
  config::ScoreConfig config;
  Prompts prompts{.system = "sys", .user = "user", .text = "sys\n\nuser\n", .name = "p1"};
  test::FakeTime time{test::moment()};
  std::vector<net::Request> requests;
};

const auto kGood = [](const net::Request& request, int) {
  return chat(lines_for(ids_in(request)));
};

}  // namespace broadsheet::test::scorer_scene

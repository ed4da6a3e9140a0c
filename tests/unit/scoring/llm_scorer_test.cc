#include "scoring/llm/llm_scorer.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/error.h"
#include "scoring/llm/journal.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/near.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::scoring;
using Json = nlohmann::json;

namespace {

std::vector<Announced> papers(int count) {
  std::vector<Announced> result;
  for (int i = 1; i <= count; ++i) {
    result.push_back({.id = *ArxivId::parse("2603." + std::to_string(10000 + i)),
                      .title = "Title " + std::to_string(i),
                      .abstract = "Abstract " + std::to_string(i)});
  }
  return result;
}

// Ids in the user's message of a request, in order.
std::vector<std::string> ids_in(const net::Request& request) {
  const std::string user = Json::parse(request.body)["messages"][1]["content"];
  std::vector<std::string> ids;
  std::istringstream lines(user.substr(user.find("# Papers")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("{")) ids.push_back(Json::parse(line)["ARXIVID"]);
  }
  return ids;
}

std::string lines_for(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) {
    text += Json{{"ARXIVID", id}, {"COMMENT", "c"}, {"RELEVANCE", 8}, {"NOVELTY", 7}}.dump() + "\n";
  }
  return text;
}

net::Reply chat(const std::string& content, int prompt = 1000, int completion = 100, int cached = 0,
                const std::string& finish = "stop") {
  return test::reply_of(
      200, Json{{"choices", {{{"message", {{"content", content}}}, {"finish_reason", finish}}}},
                {"usage",
                 {{"prompt_tokens", prompt},
                  {"completion_tokens", completion},
                  {"total_tokens", prompt + completion},
                  {"prompt_tokens_details", {{"cached_tokens", cached}}}}}}
               .dump());
}

net::Reply error(int status, const std::string& code, const std::string& parameter = {}) {
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

}  // namespace

TEST_CASE("all papers get their verdicts, in batches, at the stated cost") {
  Bench bench;
  const ScoreResult result = bench.run(papers(10), [](const net::Request& request, int) {
    return chat(lines_for(ids_in(request)), 1000, 100, 400);
  });
  CHECK(result.verdicts.size() == 10);
  CHECK(result.unanswered.empty());
  CHECK(result.stopped.empty());
  CHECK(bench.requests.size() == 3);
  CHECK(*result.usage.prompt_tokens == 3000);
  CHECK(*result.usage.completion_tokens == 300);
  CHECK(*result.usage.cached_tokens == 1200);
  CHECK(*result.usage.prompt_cost == test::near(3 * (600 * 2 + 400 * 0.5) / 1e6));
  CHECK(*result.usage.cached_cost == test::near(3 * 400 * 0.5 / 1e6));
  CHECK(*result.usage.completion_cost == test::near(3 * 100 * 8 / 1e6));
  CHECK(bench.requests[0].url == "https://api.example/v1/chat/completions");
}

TEST_CASE("papers that were forgotten are asked for again, only they, in smaller batches") {
  Bench bench;
  bench.config.batch_abstracts = 8;
  const ScoreResult result = bench.run(papers(8), [](const net::Request& request, int number) {
    auto ids = ids_in(request);
    if (number == 1) ids.resize(3);
    return chat(lines_for(ids));
  });
  CHECK(result.verdicts.size() == 8);
  REQUIRE(bench.requests.size() == 3);
  CHECK(ids_in(bench.requests[1]) ==
        std::vector<std::string>{"2603.10004", "2603.10005", "2603.10006", "2603.10007"});
  CHECK(ids_in(bench.requests[2]) == std::vector<std::string>{"2603.10008"});
}

TEST_CASE("a paper with two different verdicts is asked for again") {
  Bench bench;
  const ScoreResult result = bench.run(papers(4), [](const net::Request& request, int number) {
    const std::string draft =
        Json{{"ARXIVID", "2603.10002"}, {"COMMENT", "d"}, {"RELEVANCE", 1}, {"NOVELTY", 1}}.dump();
    return chat((number == 1 ? draft + "\n" : "") + lines_for(ids_in(request)));
  });
  REQUIRE(bench.requests.size() == 2);
  CHECK(ids_in(bench.requests[1]) == std::vector<std::string>{"2603.10002"});
  REQUIRE(result.verdicts.size() == 4);
  for (const Verdict& verdict : result.verdicts) CHECK(verdict.relevance == 8);
  CHECK(read_journal(bench.journal).answers.at(0).trouble == "1 paper with different verdicts");
}

TEST_CASE("an exception in one of several workers ends the run with it") {
  Bench bench;
  bench.config.parallel = 4;
  bench.config.requests_per_minute = 100000;
  struct Failure {};
  CHECK_THROWS_AS(bench.run(papers(100),
                            [](const net::Request& request, int number) -> net::Reply {
                              if (number == 5) throw Failure{};
                              return chat(lines_for(ids_in(request)));
                            }),
                  Failure);
}

TEST_CASE("what stays unanswered is named, and no verdict is made up") {
  Bench bench;
  bench.config.retries = 2;
  const ScoreResult result = bench.run(papers(4), [](const net::Request& request, int) {
    auto ids = ids_in(request);
    std::erase(ids, "2603.10002");
    return chat(lines_for(ids));
  });
  CHECK(result.verdicts.size() == 3);
  REQUIRE(result.unanswered.size() == 1);
  CHECK(result.unanswered[0].str() == "2603.10002");
  CHECK(bench.requests.size() == 3);
  CHECK(*result.usage.prompt_tokens == 3000);
}

TEST_CASE("a run that was killed goes on where it was and pays nothing twice") {
  Bench bench;
  struct Killed {};
  CHECK_THROWS_AS(bench.run(papers(10),
                            [](const net::Request& request, int number) -> net::Reply {
                              if (number == 3) throw Killed{};
                              return chat(lines_for(ids_in(request)));
                            }),
                  Killed);
  CHECK(read_journal(bench.journal).answers.size() == 2);
  bench.requests.clear();
  const ScoreResult result = bench.run(papers(10), kGood);
  CHECK(bench.requests.size() == 1);
  CHECK(ids_in(bench.requests[0]) == std::vector<std::string>{"2603.10009", "2603.10010"});
  CHECK(result.verdicts.size() == 10);
  CHECK(*result.usage.prompt_tokens == 3000);
  bench.requests.clear();
  CHECK(bench.run(papers(10), kGood).verdicts.size() == 10);
  CHECK(bench.requests.empty());
}

TEST_CASE("a journal whose last line was cut loses that line alone") {
  Bench bench;
  bench.run(papers(8), kGood);
  const std::string whole = read_file(bench.journal);
  write_file_atomically(bench.journal, whole.substr(0, whole.size() - 40));
  CHECK(read_journal(bench.journal).answers.size() == 1);
  bench.requests.clear();
  CHECK(bench.run(papers(8), kGood).verdicts.size() == 8);
  CHECK(bench.requests.size() == 1);
  CHECK(read_journal(bench.journal).answers.size() == 2);
}

TEST_CASE("another prompt or model asks anew, but the money spent stays counted") {
  Bench bench;
  bench.run(papers(4), kGood);
  bench.prompts.name = "p2";
  bench.requests.clear();
  const ScoreResult result = bench.run(papers(4), kGood);
  CHECK(bench.requests.size() == 1);
  CHECK(*result.usage.prompt_tokens == 2000);
}

TEST_CASE("a passing trouble is waited for as the server asks") {
  Bench bench;
  const ScoreResult result = bench.run(papers(4), [](const net::Request& request, int number) {
    if (number == 1) return test::reply_of(429, "", {{"retry-after-ms", "490"}});
    if (number == 2) {
      return test::reply_of(429,
                            R"({"error": {"code": "429", "message": "retry after 26 seconds"}})");
    }
    if (number == 3) return test::trouble_of(net::Trouble::CutShort, "cut");
    return chat(lines_for(ids_in(request)));
  });
  CHECK(result.verdicts.size() == 4);
  CHECK(result.requests == 4);
  const auto sleeps = bench.time.sleeps();
  CHECK(std::any_of(sleeps.begin(), sleeps.end(), [](double s) { return s >= 0.49 && s < 0.6; }));
  CHECK(std::any_of(sleeps.begin(), sleeps.end(), [](double s) { return s >= 26 && s < 29; }));
}

TEST_CASE("a dead server ends the run with its reason after few requests") {
  Bench bench;
  bench.config.retries = 2;
  const ScoreResult result =
      bench.run(papers(100), [](const net::Request&, int) { return test::reply_of(503, ""); });
  CHECK(result.verdicts.empty());
  CHECK(result.unanswered.size() == 100);
  CHECK(result.stopped.find("HTTP 503") != std::string::npos);
  CHECK(bench.requests.size() == 6);
  CHECK_FALSE(result.usage.prompt_tokens);
}

TEST_CASE("a refusal that waiting does not mend stops at once") {
  struct Case {
    int status;
    std::string code, why;
  };
  const auto& [status, code, why] = GENERATE(values<Case>({
      {401, "invalid_api_key", "rejects the key"},
      {403, "", "rejects the key"},
      {404, "model_not_found", "does not know 'm'"},
      {429, "insufficient_quota", "quota"},
      {400, "bad_request", "rejects the request"},
  }));
  Bench bench;
  const ScoreResult result = bench.run(
      papers(20), [&, s = status, c = code](const net::Request&, int) { return error(s, c); });
  CHECK(bench.requests.size() == 1);
  CHECK(result.unanswered.size() == 20);
  CHECK(result.stopped.find(why) != std::string::npos);
  CHECK(result.stopped.find("sk-test-key") == std::string::npos);
}

TEST_CASE("a batch that is too long or refused is parted, down to the one paper") {
  const std::string code = GENERATE(as<std::string>{}, "context_length_exceeded", "content_filter");
  Bench bench;
  const ScoreResult result = bench.run(papers(4), [&](const net::Request& request, int) {
    const auto ids = ids_in(request);
    if (std::find(ids.begin(), ids.end(), "2603.10003") != ids.end()) return error(400, code);
    return chat(lines_for(ids));
  });
  CHECK(result.verdicts.size() == 3);
  REQUIRE(result.unanswered.size() == 1);
  CHECK(result.unanswered[0].str() == "2603.10003");
  CHECK(bench.requests.size() == 5);  // 4, 2 and 2, 1 and 1; never the one again
}

TEST_CASE("a parameter the model does not know is left out or renamed") {
  Bench bench;
  bench.config.temperature = 0;
  bench.config.max_tokens = 500;
  const ScoreResult result = bench.run(papers(4), [](const net::Request& request, int) {
    const Json body = Json::parse(request.body);
    if (body.contains("temperature")) return error(400, "unsupported_value", "temperature");
    if (body.contains("max_tokens")) return error(400, "unsupported_parameter", "max_tokens");
    CHECK(body["max_completion_tokens"] == 500);
    return chat(lines_for(ids_in(request)));
  });
  CHECK(result.verdicts.size() == 4);
  CHECK(bench.requests.size() == 3);
}

TEST_CASE("a cut answer gives its whole lines, and the next batches are smaller") {
  Bench bench;
  bench.config.batch_abstracts = 8;
  const ScoreResult result = bench.run(papers(16), [](const net::Request& request, int number) {
    const std::string text = lines_for(ids_in(request));
    if (number == 1) return chat(text.substr(0, text.size() / 2), 1000, 2048, 0, "length");
    return chat(text);
  });
  CHECK(result.verdicts.size() == 16);
  CHECK(ids_in(bench.requests[1]).size() == 4);
}

TEST_CASE("an answer without content is paid and asked for again") {
  const Json message =
      GENERATE(Json{{"content", nullptr}}, Json{{"content", ""}},
               Json{{"content", nullptr}, {"refusal", "I cannot"}}, Json::object());
  Bench bench;
  const ScoreResult result = bench.run(papers(4), [&](const net::Request& request, int number) {
    if (number > 1) return chat(lines_for(ids_in(request)));
    return test::reply_of(200,
                          Json{{"choices", {{{"message", message}, {"finish_reason", "stop"}}}},
                               {"usage", {{"prompt_tokens", 1000}, {"completion_tokens", 100}}}}
                              .dump());
  });
  CHECK(result.verdicts.size() == 4);
  CHECK(*result.usage.prompt_tokens == 1000 * static_cast<int>(bench.requests.size()));
}

TEST_CASE("the budget stops in time and says so") {
  Bench bench;
  bench.config.budget_usd = 0.01;
  const ScoreResult result = bench.run(papers(100), [](const net::Request& request, int) {
    return chat(lines_for(ids_in(request)), 1000, 100);  // $0.0028
  });
  CHECK(result.stopped.starts_with("the budget of $0.0100 a day does not allow the next request"));
  CHECK(*result.usage.total_cost() <= 0.01);
  CHECK(*result.usage.total_cost() > 0.004);
  CHECK(result.verdicts.size() + result.unanswered.size() == 100);
  CHECK_FALSE(result.verdicts.empty());
  bench.requests.clear();
  bench.run(papers(100), kGood);
  CHECK(bench.requests.empty());  // the same day has no money left
  bench.config.budget_usd = 1;
  CHECK(bench.run(papers(100), kGood).unanswered.empty());
}

TEST_CASE("tokens that a server does not state are not made up") {
  Bench bench;
  const ScoreResult result = bench.run(papers(4), [](const net::Request& request, int) {
    return test::reply_of(
        200, Json{{"choices", {{{"message", {{"content", lines_for(ids_in(request))}}}}}}}.dump());
  });
  CHECK(result.verdicts.size() == 4);
  CHECK_FALSE(result.usage.prompt_tokens);
  CHECK(result.answers_without_usage == 1);
}

TEST_CASE("an unknown model or price, or a missing key, is an error before any request") {
  Bench bench;
  const auto message_of = [&](std::map<std::string, std::string> environment) {
    try {
      bench.run(papers(1), kGood, std::move(environment));
    } catch (const Error& e) {
      CHECK(e.kind() == ErrorKind::Config);
      return std::string(e.what());
    }
    return std::string();
  };
  bench.config.base_url = "https://api.openai.com/v1";
  CHECK(message_of({}).find("OPENAI_API_KEY is not set") != std::string::npos);
  bench.config.base_url = "http://api.example/v1";
  CHECK(message_of({{"OPENAI_API_KEY", "k"}}).find("https://") != std::string::npos);
  bench.config.model = "unknown";
  CHECK(message_of({{"OPENAI_API_KEY", "k"}}).find("the price of the model 'unknown'") !=
        std::string::npos);
  bench.config.model.clear();
  CHECK(message_of({{"OPENAI_API_KEY", "k"}}).find("score.model is not set") != std::string::npos);
  CHECK(bench.requests.empty());
}

TEST_CASE("a server of one's own needs no key, and http only if it is allowed") {
  Bench bench;
  CHECK(bench.run(papers(4), kGood, {}).verdicts.size() == 4);
  CHECK(bench.requests[0].headers.size() == 1);

  Bench lan;
  lan.config.base_url = "http://192.168.1.20:8000/v1";
  CHECK_THROWS_AS(lan.run(papers(4), kGood, {}), Error);
  lan.config.allow_http = true;
  CHECK(lan.run(papers(4), kGood, {}).verdicts.size() == 4);
}

TEST_CASE("a time-out names the setting that limits it") {
  Bench bench;
  bench.config.timeout_seconds = 1.5;
  const ScoreResult result = bench.run(papers(1), [](const net::Request&, int) {
    return test::trouble_of(net::Trouble::Timeout, "Timeout was reached");
  });
  CHECK(result.stopped.find("no complete response within 1.5 s (score.timeout_seconds)") !=
        std::string::npos);
}

TEST_CASE("a model on this machine needs no key") {
  Bench bench;
  bench.config.base_url = "http://127.0.0.1:8080/v1";
  CHECK(bench.run(papers(4), kGood, {}).verdicts.size() == 4);
  CHECK(bench.requests[0].headers.size() == 1);
}

TEST_CASE("a title pass drops what it names, and its dropped papers are not scored") {
  Bench bench;
  bench.config.title_pass = true;
  bench.config.batch_titles = 10;
  const ScoreResult result = bench.run(papers(10), [](const net::Request& request, int number) {
    if (number == 1) {
      CHECK(request.body.find("Abstract 1") == std::string::npos);
      return chat(R"(["2603.10001", "2603.10002", "2603.99999"])");
    }
    return chat(lines_for(ids_in(request)));
  });
  CHECK(result.dropped.size() == 2);
  CHECK(result.verdicts.size() == 8);
  bench.requests.clear();
  bench.run(papers(10), kGood);
  CHECK(bench.requests.empty());
}

TEST_CASE("several workers answer every paper once, whatever fails in between") {
  Bench bench;
  bench.config.parallel = 4;
  bench.config.requests_per_minute = 1000;
  bench.config.batch_abstracts = 5;
  std::map<std::string, int> answered;
  std::mutex mutex;
  const ScoreResult result = bench.run(papers(200), [&](const net::Request& request, int number) {
    if (number % 7 == 3) return test::reply_of(500, "");
    auto ids = ids_in(request);
    if (number % 5 == 2 && ids.size() > 1) ids.pop_back();
    const std::lock_guard lock(mutex);
    for (const std::string& id : ids) ++answered[id];
    return chat(lines_for(ids));
  });
  CHECK(result.verdicts.size() == 200);
  for (const auto& [id, count] : answered) CHECK(count == 1);
  std::int64_t lines = 0;
  for (const JournalEntry& entry : read_journal(bench.journal).answers)
    lines += entry.prompt_tokens;
  CHECK(*result.usage.prompt_tokens == lines);
}

TEST_CASE("no more requests and tokens a minute than allowed") {
  Bench bench;
  bench.config.requests_per_minute = 30;
  bench.config.batch_abstracts = 1;
  bench.run(papers(10), kGood);
  CHECK(bench.time.now() - test::moment() >= std::chrono::seconds(18));

  Bench slow;
  slow.config.requests_per_minute = 1000;
  slow.config.tokens_per_minute = 1000;
  slow.prompts.user = std::string(3000, 'x');
  slow.run(papers(12), kGood);
  CHECK(slow.time.now() - test::moment() >= std::chrono::seconds(110));
}

TEST_CASE("a server that sends the key back does not get it into a file") {
  Bench bench;
  const ScoreResult result = bench.run(papers(1), [](const net::Request&, int) {
    return chat(
        R"({"ARXIVID": "2603.10001", "COMMENT": "sk-test-key", "RELEVANCE": 8, "NOVELTY": 7})");
  });
  REQUIRE(result.verdicts.size() == 1);
  CHECK(result.verdicts[0].comment == "***");
  CHECK(read_file(bench.journal).find("sk-test-key") == std::string::npos);
}

TEST_CASE("the prompt holds stable text first and each paper on a line of its own") {
  const test::TempDir dir;
  config::Config config;
  CHECK_THROWS_AS(read_prompts(dir.path(), config), Error);  // no topics
  for (const char* name : {"system", "topics", "criteria", "instructions"}) {
    write_file_atomically(dir.path() / "content" / "prompts" / (std::string(name) + ".md"),
                          std::string("# ") + name + "\n\n");
  }
  const Prompts prompts = read_prompts(dir.path(), config);
  CHECK(prompts.text == "# system\n\n# topics\n\n# criteria\n\n# instructions\n");
  CHECK(prompts.name.size() == 16);
  auto given = papers(2);
  given[0].title = "Line\nbreak \"quoted\" P\\'erez";
  const std::string message = abstract_message(prompts, given);
  CHECK(message.starts_with(prompts.user));
  CHECK(std::count(message.begin(), message.end(), '{') == 2);
  CHECK(message.find("P\xC3\xA9rez") != std::string::npos);
  write_file_atomically(dir.path() / "content" / "prompts" / "topics.md", "\n");
  CHECK_THROWS_AS(read_prompts(dir.path(), config), Error);
}

TEST_CASE("without files the prompts are the defaults, with the topics of the settings") {
  const test::TempDir dir;
  config::Config config;
  config.topics = {{.id = "holes",
                    .label = "Black Holes",
                    .about = "Entropy and information",
                    .excluded = "accretion.",
                    .keywords = {"black hole", "horizon"},
                    .negative_keywords = {"quasar"}},
                   {.id = "strings", .label = "Strings"}};
  const Prompts prompts = read_prompts(dir.path(), config);
  CHECK(
      prompts.user.starts_with("# Topics\n\n"
                               "1. **Black Holes**: Entropy and information.\n"
                               "   Not part of it: accretion.\n"
                               "   Typical words: black hole, horizon.\n"
                               "   Words of papers that do not belong to it: quasar.\n"
                               "2. **Strings**\n\n# Scores\n"));
  CHECK(prompts.user.find("\"ARXIVID\"") != std::string::npos);
  CHECK(prompts.system.find("machine learning") == std::string::npos);

  write_file_atomically(dir.path() / "content" / "prompts" / "criteria.md", "Only novelty.\n");
  const Prompts own = read_prompts(dir.path(), config);
  CHECK(own.user.find("Only novelty.") != std::string::npos);
  CHECK(own.user.find("# Scores") == std::string::npos);
  CHECK(own.name != prompts.name);

  config.score.system_prompt = "mine";
  CHECK_THROWS_AS(read_prompts(dir.path(), config), Error);
}

#include "unit/scoring/scorer_scene.h"

using namespace broadsheet;
using Json = nlohmann::json;
using namespace broadsheet::scoring;
using namespace broadsheet::test::scorer_scene;

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

TEST_CASE("a refusal that waiting does not resolve stops at once") {
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

TEST_CASE("a batch that is too long or refused is split, down to the one paper") {
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

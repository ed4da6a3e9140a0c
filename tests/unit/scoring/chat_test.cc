#include "scoring/llm/chat.h"

#include <ctime>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/files.h"
#include "net/retry.h"
#include "scoring/llm/reply.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/fixtures.h"
#include "support/near.h"
#include "text/utf8.h"

using namespace broadsheet;
using namespace broadsheet::scoring;
using Json = nlohmann::json;

namespace {

int status_in(const std::string& file) {
  const auto at = file.find("_http");
  if (at != std::string::npos) return std::stoi(file.substr(at + 5, 3));
  return file.starts_with("error-") ? std::stoi(file.substr(6, 3)) : 200;
}

void check_count(const std::optional<std::int64_t>& count, const Json& expected) {
  CHECK(count.has_value() == !expected.is_null());
  if (count && !expected.is_null()) CHECK(*count == expected.get<std::int64_t>());
}

std::string fixture(const std::string& file) {
  return read_file(test::fixtures("openai-chat") / file);
}

/// Compares every response of `folder` with expected.json; the number of responses.
std::size_t check_responses(const fs::path& folder) {
  const Json expected = Json::parse(read_file(folder / "expected.json"));
  for (const auto& [file, facts] : expected.items()) {
    INFO(file);
    const ChatAnswer answer = read_chat(test::reply_of(status_in(file), read_file(folder / file)));
    if (facts.contains("error")) {
      CHECK(answer.trouble != ChatTrouble::None);
      CHECK(answer.error.substr(0, 20) == facts["error"].get<std::string>().substr(0, 20));
      CHECK(answer.error_code == (facts["code"].is_null()     ? ""
                                  : facts["code"].is_string() ? facts["code"].get<std::string>()
                                                              : facts["code"].dump()));
      CHECK(answer.error_type == (facts["type"].is_null() ? "" : facts["type"].get<std::string>()));
      continue;
    }
    CHECK(answer.trouble == ChatTrouble::None);
    CHECK(answer.choices == facts["choices"]);
    CHECK(answer.finish_reason ==
          (facts["finish_reason"].is_null() ? "" : facts["finish_reason"].get<std::string>()));
    CHECK(answer.has_content == !facts["content_chars"].is_null());
    if (answer.has_content) CHECK(text::code_point_count(answer.content) == facts["content_chars"]);
    CHECK(answer.refusal ==
          (facts["refusal"].is_null() ? "" : facts["refusal"].get<std::string>()));
    CHECK(answer.has_reasoning == facts["reasoning"]);
    check_count(answer.usage.prompt_tokens, facts["prompt_tokens"]);
    check_count(answer.usage.completion_tokens, facts["completion_tokens"]);
    check_count(answer.usage.total_tokens, facts["total_tokens"]);
    check_count(answer.usage.cached_tokens, facts["cached_tokens"]);
    const std::vector<PaperId> asked = {*PaperId::parse("2504.17830"),
                                        *PaperId::parse("2504.17837")};
    CHECK(read_reply(answer.content, asked).verdicts.size() == facts["content_lines_of_json"]);
  }
  return expected.size();
}

}  // namespace

TEST_CASE("every response of a model in the fixtures gives the values of its expected.json") {
  CHECK(check_responses(test::fixtures("openai-chat")) == 40);
}

TEST_CASE("every response of a model in ../shared gives the values of its expected.json",
          "[.shared]") {
  CHECK(check_responses(test::shared("fixtures/openai-chat")) == 42);
}

TEST_CASE("what a failed exchange asks for next") {
  struct Case {
    std::string file;
    ChatTrouble trouble;
  };
  const auto& [file, trouble] = GENERATE(values<Case>({
      {"error-400_context-length.json", ChatTrouble::TooLong},
      {"variant_vllm_error-context_http400.json", ChatTrouble::TooLong},
      {"variant_llama.cpp_error-context-size_http400.json", ChatTrouble::TooLong},
      {"error-400_unsupported-max_tokens.json", ChatTrouble::Unsupported},
      {"error-400_unsupported-temperature.json", ChatTrouble::Unsupported},
      {"error-401_invalid-key.json", ChatTrouble::Key},
      {"error-404_model-not-found.json", ChatTrouble::Model},
      {"variant_ollama_error-model-missing_http404.json", ChatTrouble::Model},
      {"error-429_insufficient-quota.json", ChatTrouble::Quota},
      {"error-429_rate-limit.json", ChatTrouble::Passing},
      {"variant_azure_error_http429.json", ChatTrouble::Passing},
      {"variant_gemini-compat_error-array_http429.json", ChatTrouble::Passing},
      {"error-500_server-error.json", ChatTrouble::Passing},
      {"error-502_html.html", ChatTrouble::Passing},
      {"error-503_overloaded.json", ChatTrouble::Passing},
      {"variant_gemini_error_http503.json", ChatTrouble::Passing},
      {"variant_llama.cpp_error-loading_http503.json", ChatTrouble::Passing},
      {"error-empty-body_http500.txt", ChatTrouble::Passing},
      {"error-object_http200.json", ChatTrouble::Passing},
      {"variant_azure_error-content-filter_http400.json", ChatTrouble::Filtered},
  }));
  CAPTURE(file);
  CHECK(read_chat(test::reply_of(status_in(file), fixture(file))).trouble == trouble);
}

TEST_CASE("a wait that only the body names is found") {
  struct Case {
    std::string file;
    double seconds;
  };
  const auto& [file, seconds] = GENERATE(values<Case>({
      {"error-429_rate-limit.json", 0.49},
      {"variant_azure_error_http429.json", 26},
      {"variant_gemini-compat_error-array_http429.json", 37},
  }));
  const ChatAnswer answer = read_chat(test::reply_of(429, fixture(file)));
  REQUIRE(answer.asked_wait_seconds);
  CHECK(*answer.asked_wait_seconds == test::near(seconds));
}

TEST_CASE("stored header blocks state how long to wait") {
  const auto headers_of = [](const std::string& file) {
    std::vector<net::Header> headers;
    std::istringstream lines(fixture(file));
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      const auto colon = line.find(": ");
      if (colon != std::string::npos) {
        headers.push_back({line.substr(0, colon), line.substr(colon + 2)});
      }
    }
    return headers;
  };
  const auto now = test::moment(2026, 10, 21, 7) + std::chrono::minutes(27);
  CHECK(*net::asked_wait_seconds(test::reply_of(429, "", headers_of("headers-429-rate-limit.txt")),
                                 now) == test::near(0.49));
  CHECK(*net::asked_wait_seconds(
            test::reply_of(503, "", headers_of("headers-503-retry-after-date.txt")), now) ==
        test::near(60));
  CHECK_FALSE(net::asked_wait_seconds(test::reply_of(200, "", headers_of("headers-200.txt")), now));
}

TEST_CASE("thinking that only the total holds is billed as completion") {
  ChatUsage usage{.prompt_tokens = 900, .completion_tokens = 80, .total_tokens = 1250};
  CHECK(*usage.billed_completion() == 350);
  usage.total_tokens = 980;
  CHECK(*usage.billed_completion() == 80);
  usage.total_tokens.reset();
  CHECK(*usage.billed_completion() == 80);
  CHECK_FALSE(ChatUsage{}.billed_completion());
}

TEST_CASE("a reply that is no answer of the protocol is never one") {
  const std::string body = GENERATE(as<std::string>{}, "", " ", "null", "1", "\"text\"",
                                    "<html></html>", "{\"choices\": [", "{\"choices\"");
  CAPTURE(body);
  const ChatAnswer answer = read_chat(test::reply_of(200, body));
  CHECK(answer.trouble == ChatTrouble::Passing);
  CHECK_FALSE(answer.has_content);
}

TEST_CASE("a reply of very many keys is read in time in proportion to its size") {
  std::string body = "{\"choices\":[{\"message\":{\"content\":\"x\"}}]";
  for (int i = 0; body.size() < 1'000'000; ++i) body += ",\"k" + std::to_string(i) + "\":1";
  const std::clock_t begin = std::clock();
  CHECK(read_chat(test::reply_of(200, body + "}")).content == "x");
  CHECK(std::clock() - begin < 4 * CLOCKS_PER_SEC);
}

TEST_CASE("odd shapes give no content and no crash") {
  const std::string body = GENERATE(
      as<std::string>{}, "{}", "[]", "[[]]", "{\"choices\": 1}", "{\"choices\": [1]}",
      "{\"choices\": [{}]}", "{\"choices\": [{\"message\": 1}]}",
      "{\"choices\": [{\"message\": {\"content\": 1}}]}", "{\"usage\": []}",
      "{\"usage\": {\"prompt_tokens\": -5, \"completion_tokens\": 1e30, \"total_tokens\": \"9\"}}");
  CAPTURE(body);
  const ChatAnswer answer = read_chat(test::reply_of(200, body));
  CHECK(answer.content.empty());
  CHECK_FALSE(answer.usage.prompt_tokens);
  CHECK_FALSE(answer.usage.completion_tokens);
}

TEST_CASE("a request holds stable text first and only the parameters that are set") {
  ChatRequest request{.model = "m", .system = "s", .user = "u \"q\" \xFF"};
  Json body = Json::parse(to_json(request));
  CHECK(body["messages"][0]["role"] == "system");
  CHECK(body["messages"][1]["content"].get<std::string>().starts_with("u \"q\" "));
  CHECK_FALSE(body.contains("temperature"));
  CHECK_FALSE(body.contains("max_tokens"));
  request.max_tokens = 100;
  request.temperature = 0;
  body = Json::parse(to_json(request));
  CHECK(body["max_tokens"] == 100);
  CHECK(body["temperature"] == 0);
  request.new_limit_name = true;
  body = Json::parse(to_json(request));
  CHECK_FALSE(body.contains("max_tokens"));
  CHECK(body["max_completion_tokens"] == 100);
}

TEST_CASE("no message of a server carries a key on") {
  CHECK(mask_keys("Incorrect API key provided: sk-abc123. See") ==
        "Incorrect API key provided: ***. See");
  CHECK(mask_keys("key 0123456789abcdef0123456789abcdef!") == "key ***!");
  CHECK(mask_keys("nothing to hide, 2026-02-27 gpt-4o-mini") ==
        "nothing to hide, 2026-02-27 gpt-4o-mini");
  const ChatAnswer answer = read_chat(test::reply_of(
      401,
      R"({"error": {"message": "Incorrect API key provided: sk-verysecret42", "code": "invalid_api_key"}})"));
  CHECK(answer.error.find("secret") == std::string::npos);
}

TEST_CASE("a stream of events is one answer") {
  const std::string piece =
      R"(data: {"choices":[{"delta":{"role":"assistant","content":"[1"}}]})"
      "\n\n: a comment\n\n"
      R"(data: {"choices":[{"delta":{"content":",2]"},"finish_reason":"stop"}],"usage":null})"
      "\r\n\r\n";
  const std::string usage =
      R"(data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}})"
      "\n\n";
  const ChatAnswer whole = read_chat(test::reply_of(200, piece + usage + "data: [DONE]\n\n"));
  CHECK(whole.trouble == ChatTrouble::None);
  CHECK(whole.content == "[1,2]");
  CHECK(whole.finish_reason == "stop");
  CHECK(whole.usage.prompt_tokens == 7);
  CHECK(whole.usage.completion_tokens == 3);

  const ChatAnswer cut = read_chat(test::reply_of(200, piece.substr(0, piece.find(": a comment"))));
  CHECK(cut.content == "[1");
  CHECK(cut.finish_reason == "length");

  const ChatAnswer bad =
      read_chat(test::reply_of(200, "data: {\"error\": {\"message\": \"overloaded\"}}\n\n"));
  CHECK(bad.trouble != ChatTrouble::None);
  CHECK(bad.error == "overloaded");
}

#include "unit/scoring/scorer_scene.h"

using namespace broadsheet;
using Json = nlohmann::json;
using namespace broadsheet::scoring;
using namespace broadsheet::test::scorer_scene;

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
  CHECK(read_journal(bench.journal).answers.at(0).trouble == "1 paper with uncertain verdicts");
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

TEST_CASE("another prompt or model asks again, but the money spent stays counted") {
  Bench bench;
  bench.run(papers(4), kGood);
  bench.prompts.name = "p2";
  bench.requests.clear();
  const ScoreResult result = bench.run(papers(4), kGood);
  CHECK(bench.requests.size() == 1);
  CHECK(*result.usage.prompt_tokens == 2000);
}

TEST_CASE("the budget stops in time and reports it") {
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

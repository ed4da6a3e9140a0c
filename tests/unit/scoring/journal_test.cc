#include "scoring/llm/journal.h"

#include "base/files.h"
#include "support/catch.h"
#include "support/near.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::scoring;

namespace {

JournalEntry answer(std::int64_t request) {
  const PaperId id = *PaperId::parse("hep-th/9901001");
  return {.request = request,
          .prompt = "p",
          .model = "m",
          .asked = {id},
          .verdicts = {{.id = id,
                        .relevance = 8.5,
                        .novelty = 7,
                        .topic = "t",
                        .comment = "a \"b\"\n\xC3\xA9"}},
          .has_usage = true,
          .prompt_tokens = 10,
          .completion_tokens = 5,
          .prompt_cost = 0.25};
}

}  // namespace

TEST_CASE("an answer comes back from the journal as it was written") {
  const test::TempDir dir;
  const fs::path path = dir.path() / "score" / "day.jsonl";
  append_answer(path, answer(3));
  const Journal journal = read_journal(path);
  REQUIRE(journal.answers.size() == 1);
  const JournalEntry& entry = journal.answers[0];
  CHECK(entry.request == 3);
  CHECK(entry.asked == answer(3).asked);
  CHECK(entry.verdicts.at(0).relevance == 8.5);
  CHECK(entry.verdicts.at(0).comment == answer(3).verdicts.at(0).comment);
  CHECK(entry.prompt_cost == 0.25);
  CHECK(entry.has_usage);
}

TEST_CASE("a request is lost that was neither answered nor refused") {
  const test::TempDir dir;
  const fs::path path = dir / "day.jsonl";
  for (const int number : {1, 2, 3, 4}) append_sent(path, number, 0.5 * number);
  append_answer(path, answer(2));
  append_unpaid(path, 3);
  const Journal journal = read_journal(path);
  CHECK(journal.requests == 4);
  CHECK(journal.lost == 2);
  CHECK(journal.lost_cost == test::near(0.5 + 2));
}

TEST_CASE("what is no line of a journal is passed over, the lines around it are read") {
  const test::TempDir dir;
  const fs::path path = dir / "day.jsonl";
  CHECK(read_journal(path).answers.empty());
  append_sent(path, 1, 0.1);
  append_answer(path, answer(1));
  const std::string good = read_file(path);
  const std::string bad = GENERATE(
      as<std::string>{}, "", "garbage\n", "{}\n", "[]\n", "null\n", "{\"sent\": \"x\"}\n",
      "{\"unpaid\": null}\n", "{\"stage\": \"titles\"}\n",
      "{\"request\": 2, \"stage\": 5, \"prompt\": {}}\n", "\xFF\xFE\n", "\n\n",
      "{\"stage\": \"abstracts\", \"prompt\": \"p\", \"model\": \"m\", \"asked\": [\"no id\"]}\n");
  CAPTURE(bad);
  write_file_atomically(path, bad + good + "{\"request\": 2, \"sta");
  CHECK(read_journal(path).answers.size() == 1);
  CHECK(read_journal(path).lost == 0);
  append_answer(path, answer(2));  // the line that was cut does not spoil it
  CHECK(read_journal(path).answers.size() == 2);
}

#include "scoring/llm/budget.h"

#include "support/catch.h"
#include "support/near.h"

using namespace broadsheet;
using namespace broadsheet::scoring;

namespace {

const config::PriceConfig kPrice{.prompt = 2, .cached = 0.5, .completion = 8};

JournalEntry answer(std::int64_t prompt, std::int64_t completion, std::int64_t cached, int papers) {
  JournalEntry entry;
  const Budget budget(kPrice, 1);
  budget.set_cost(
      {.prompt_tokens = prompt, .completion_tokens = completion, .cached_tokens = cached}, entry);
  entry.bytes = 4000;
  for (int i = 0; i < papers; ++i) entry.asked.push_back(*PaperId::parse("2603.00001"));
  return entry;
}

}  // namespace

TEST_CASE("cached tokens cost their own price, and are part of the prompt") {
  const Cost cost = cost_of(1000000, 500000, 400000, kPrice);
  CHECK(cost.prompt == test::near(0.6 * 2 + 0.4 * 0.5));
  CHECK(cost.cached == test::near(0.2));
  CHECK(cost.completion == test::near(4));
}

TEST_CASE("a budget adds up the reported usage and counts responses without it") {
  Budget budget(kPrice, 1);
  budget.add(answer(1000, 100, 400, 2));
  budget.add(answer(500, 50, 0, 1));
  budget.add({.asked = {*PaperId::parse("2603.00001")}, .bytes = 900});
  CHECK(budget.usage().prompt_tokens == 1500);
  CHECK(budget.usage().completion_tokens == 150);
  CHECK(budget.usage().cached_tokens == 400);
  CHECK(budget.spent() == test::near((1100 * 2 + 400 * 0.5 + 150 * 8) / 1e6));
  CHECK(budget.without_usage() == 1);
}

TEST_CASE(
    "estimates follow the highest ratio of tokens to bytes and the mean response, with a margin") {
  Budget budget(kPrice, 1);
  CHECK(budget.estimated_prompt_tokens(300) == test::near(100));
  CHECK(budget.estimated_completion_tokens(3) == test::near(600));
  budget.add(answer(2000, 120, 0, 4));  // half a token a byte
  budget.add(answer(400, 40, 0, 4));    // fewer
  CHECK(budget.estimated_prompt_tokens(300) == test::near(150));
  CHECK(budget.estimated_completion_tokens(4) == test::near(20 * 1.25 * 4));
}

TEST_CASE(
    "nothing is reserved that could pass the budget, with what is spent, in flight, lost or not "
    "stated") {
  const double one = (1000 * 2 + 200 * 8) /
                     1e6;  // 1,000 tokens of prompt and the response for one paper, as estimated
  Budget budget(kPrice, 3 * one);
  const auto first = budget.reserve(1000, 1);
  REQUIRE(first);
  CHECK(*first == test::near(one));
  CHECK(budget.reserve(1000, 1));
  CHECK(budget.reserve(1000, 1));
  CHECK_FALSE(budget.reserve(1000, 1));
  budget.release(*first);
  CHECK(budget.reserve(1000, 1));
  CHECK_FALSE(budget.reserve(0, 1));

  Budget lost(kPrice, 3 * one);
  lost.add_lost(2, 2 * one);
  CHECK(lost.lost() == 2);
  CHECK(lost.reserve(1000, 1));
  CHECK_FALSE(lost.reserve(1000, 1));

  Budget hidden(kPrice, 3 * one);
  hidden.add({.asked = {*PaperId::parse("2603.00001")}, .bytes = 3000});
  CHECK(hidden.spent() == 0);
  CHECK(hidden.reserve(1000, 1));
  CHECK(hidden.reserve(1000, 1));
  CHECK_FALSE(hidden.reserve(1000, 1));

  Budget none(kPrice, 0);
  CHECK_FALSE(none.reserve(1, 1));
}

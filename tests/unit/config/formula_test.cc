#include "config/formula.h"

#include "base/error.h"
#include "support/catch.h"
#include "support/near.h"

using namespace broadsheet;
using config::Formula;

TEST_CASE("a formula is worked out as school teaches") {
  struct Case {
    std::string text;
    double score;  // of relevance 8, novelty 6
  };
  const auto& [text, score] = GENERATE(values<Case>({
      {"relevance + novelty", 14},
      {"relevance", 8},
      {"0.7 * relevance + 0.3 * novelty", 7.4},
      {"2 + 3 * novelty", 20},
      {"(2 + 3) * novelty", 30},
      {"relevance - novelty - 1", 1},
      {"relevance / novelty", 1.33},
      {"relevance / (novelty - 6)", 0},
      {"-relevance + 10", 2},
      {"min(relevance, novelty)", 6},
      {"max(relevance, novelty) * 2", 16},
      {" 10 ", 10},
  }));
  CAPTURE(text);
  CHECK(Formula(text).score(8, 6) == test::near(score));
}

TEST_CASE("what is no formula is refused with its place") {
  const std::string text = GENERATE(as<std::string>{}, "", "relevance +", "relevence", "1 2", "(1",
                                    "1)", "min(1)", "max 1, 2", "system(1)", "relevance ^ 2",
                                    "1 // 2", std::string(1000, '('), std::string(100000, '-'));
  try {
    const Formula formula(text);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Config);
    CHECK(std::string(error.what()).find("expected") != std::string::npos);
  }
}

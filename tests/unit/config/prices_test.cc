#include "config/prices.h"

#include <algorithm>

#include "support/catch.h"

using namespace broadsheet::config;

TEST_CASE("config.yaml's price counts before the table's, and an unknown model has none") {
  ScoreConfig score;
  score.model = "gpt-5";
  CHECK(price_of(score)->completion == 10);
  score.prices["gpt-5"] = {.prompt = 1, .cached = 1, .completion = 2};
  CHECK(price_of(score)->completion == 2);
  score.model = "of-nobody";
  CHECK_FALSE(price_of(score));
  score.model = "";
  CHECK_FALSE(price_of(score));
}

TEST_CASE("the table is in order, and every price is plausible") {
  ScoreConfig score;
  const std::vector<std::string> models = priced_models(score);
  CHECK(models.size() >= 15);
  CHECK(std::is_sorted(models.begin(), models.end()));
  for (const std::string& model : models) {
    CAPTURE(model);
    score.model = model;
    const PriceConfig price = *price_of(score);
    CHECK(price.prompt > 0);
    CHECK(price.cached <= price.prompt);
    CHECK(price.completion >= price.prompt);
    CHECK(price.completion <= 100);
  }
}

#include "index/xapian/recommender.h"

#include "support/catch.h"
#include "support/near.h"

using namespace broadsheet;
using namespace broadsheet::index;

namespace {

const std::vector<Opinion> kPicks = {
    {.paper = {.title = "Sparse attention for long sequences",
               .abstract = "Attention kernels that skip blocks."}},
    {.paper = {.title = "Routing in mixtures of experts",
               .abstract = "Experts with balanced routing and attention."}},
    {.paper = {.title = "Linear attention revisited", .abstract = "A kernel view of attention."}},
};

const std::vector<PaperText> kDay = {
    {.title = "Crop yields from satellite images", .abstract = "Regression on fields and rain."},
    {.title = "Faster attention kernels", .abstract = "Sparse attention with routing of blocks."},
    {.title = "Hospital triage with forests", .abstract = "Patients and trees."},
    {.title = "Quantization of small networks", .abstract = "Weights of few bits."},
};

}  // namespace

TEST_CASE("papers like earlier picks come first, with the words they share") {
  const auto ranked = recommend(kDay, kPicks, {});
  REQUIRE_FALSE(ranked.empty());
  CHECK(ranked[0].candidate == 1);
  CHECK(ranked[0].value == test::near(1));
  CHECK_FALSE(ranked[0].words.empty());
  CHECK(ranked[0].words.size() <= 4);
  CHECK(ranked[0].words[0] == "attention");
  for (const Ranked& one : ranked) CHECK(one.candidate != 2);
}

TEST_CASE("without picks the topics alone rank") {
  const std::vector<TopicWords> topics = {
      {.id = "efficiency", .phrases = {"quantization", "pruning"}},
      {.id = "health", .phrases = {"hospital"}}};
  const auto ranked = recommend(kDay, {}, topics);
  REQUIRE(ranked.size() == 2);
  CHECK((ranked[0].topic == "efficiency" || ranked[0].topic == "health"));
  CHECK(ranked[0].words.empty());
}

TEST_CASE("the order of the picks changes nothing") {
  std::vector<Opinion> turned(kPicks.rbegin(), kPicks.rend());
  const auto a = recommend(kDay, kPicks, {});
  const auto b = recommend(kDay, turned, {});
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].candidate == b[i].candidate);
    CHECK(a[i].value == test::near(b[i].value));
    CHECK(a[i].words == b[i].words);
  }
}

TEST_CASE("a starred paper weighs more than others, an unwanted one pulls down its own words") {
  const std::vector<Opinion> both = {
      {.paper = {.title = "Quantization of weights", .abstract = "Few bits."}},
      {.paper = {.title = "Attention kernels", .abstract = "Sparse routing."}},
  };
  std::vector<Opinion> starred = both;
  starred[0].weight = 3;
  CHECK(recommend(kDay, starred, {}).at(0).candidate == 3);
  starred[0].weight = 1;
  starred[1].weight = 3;
  CHECK(recommend(kDay, starred, {}).at(0).candidate == 1);
  std::vector<Opinion> hidden = both;
  hidden[1].weight = 0;
  for (const Ranked& one : recommend(kDay, hidden, {})) CHECK(one.candidate == 3);
  hidden[0].weight = 0;
  CHECK(recommend(kDay, hidden, {}).empty());
}

TEST_CASE("with nothing to go by nothing is recommended") {
  CHECK(recommend({}, kPicks, {}).empty());
  CHECK(recommend(kDay, {}, {}).empty());
  const std::vector<PaperText> empty = {{.title = "", .abstract = ""}};
  CHECK(recommend(empty, kPicks, {}).empty());
  const std::vector<TopicWords> odd = {{.id = "x", .phrases = {"", "the", "123"}}};
  CHECK(recommend(kDay, {}, odd).empty());
}

TEST_CASE("a keyword of several words is a phrase, and the result names what matched") {
  const std::vector<PaperText> day = {
      {.title = "Holes in a black market", .abstract = "A black box with holes."},
      {.title = "Evaporating black holes", .abstract = "The horizon and its entropy."},
      {.title = "Black-hole spectra", .abstract = "Seen in an X-ray binary."}};
  std::vector<TopicWords> topics = {{.id = "gravity", .phrases = {"black hole", "entropy"}}};
  const auto ranked = recommend(day, {}, topics);
  REQUIRE(ranked.size() == 2);
  CHECK(ranked[0].candidate == 1);
  CHECK(ranked[0].topic == "gravity");
  CHECK(ranked[0].phrases == std::vector<std::string>{"black hole", "entropy"});
  CHECK(ranked[1].candidate == 2);
  CHECK(ranked[1].phrases == std::vector<std::string>{"black hole"});
  topics[0].negative = {"x-ray binary"};
  const auto without = recommend(day, {}, topics);
  REQUIRE(without.size() == 1);
  CHECK(without[0].candidate == 1);
}

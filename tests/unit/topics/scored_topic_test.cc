#include "topics/scored_topic.h"

#include "support/catch.h"

using namespace broadsheet;

namespace {

const std::vector<config::TopicConfig> kTopics = {
    {.id = "architecture",
     .label = "Model Architecture",
     .aliases = {"architecture_training"},
     .keywords = {"attention", "mixture of experts"}},
    {.id = "efficiency",
     .label = "Efficiency & Compression",
     .aliases = {"Efficiency and Scaling"},
     .keywords = {"quantization", "low-rank"}},
};

}  // namespace

TEST_CASE(
    "the topic is what the model named, else what its comment begins with, else what words say") {
  struct Case {
    std::string named, comment, title, topic;
  };
  const auto& [named, comment, title, topic] = GENERATE(values<Case>({
      {"Model Architecture", "", "", "architecture"},
      {"model architecture", "", "", "architecture"},
      {"architecture_training", "", "", "architecture"},
      {"Efficiency & Compression", "", "", "efficiency"},
      {"Criterion 2", "", "", "efficiency"},
      {"2", "", "", "efficiency"},
      {"1. Model Architecture", "", "", "architecture"},
      {"3", "", "", "3"},
      {"", "Efficiency and Scaling: a new bound", "", "efficiency"},
      {"", "A matter of quantization", "", "efficiency"},
      {"", "", "Attention with Mixture of Experts", "architecture"},
      {"", "", "Low-rank attention and quantization, low-rank again", "efficiency"},
      {"Robotics", "", "Attention", "Robotics"},
      {"", "no word fits", "none here", ""},
      {"", "inattentional blindness", "", ""},
  }));
  CAPTURE(named, comment, title);
  const Verdict verdict{.id = *ArxivId::parse("2603.00001"),
                        .relevance = 8,
                        .novelty = 7,
                        .topic = named,
                        .comment = comment};
  CHECK(topics::topic_of(verdict, title, "", kTopics) == topic);
}

TEST_CASE("without configured topics the model's word stays") {
  const Verdict verdict{.id = *ArxivId::parse("2603.00001"), .topic = "x", .comment = {}};
  CHECK(topics::topic_of(verdict, "t", "a", {}) == "x");
}

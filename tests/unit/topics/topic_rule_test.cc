#include "topics/topic_rule.h"

#include "support/catch.h"

using namespace broadsheet;

namespace {

using Texts = std::vector<std::string>;

const std::vector<config::TopicConfig> kTopics = {
    {.id = "architecture",
     .label = "Model Architecture",
     .aliases = {"architecture_training", "Architecture", "MoE"},
     .keywords = {"attention", "mixture of experts", "router"}},
    {.id = "efficiency",
     .label = "Efficiency",
     .aliases = {"Model Compression and Efficiency", "Compression",
                 "Efficiency, Compression, and Large-Scale Training"},
     .keywords = {"quantization", "low-rank", "pruning", "kv cache"}},
};

Texts ids(const topics::TopicEvidence& evidence) {
  return topics::TopicRule(kTopics).ids(evidence);
}

}  // namespace

TEST_CASE("step 1: named topics are ids, labels, aliases, lists of them or numbers") {
  struct Case {
    Texts named, ids;
  };
  const auto& [named, expected] = GENERATE(values<Case>({
      {{"efficiency"}, {"efficiency"}},
      {{"MODEL architecture", "moe"}, {"architecture"}},
      {{"architecture_training"}, {"architecture"}},
      {{"Model Compression & Efficiency"}, {"efficiency"}},
      {{"Efficiency, Compression, and Large-Scale Training"}, {"efficiency"}},
      {{"unknown", "Compression"}, {"efficiency"}},
      {{"Efficiency/MoE"}, {"efficiency", "architecture"}},
      {{"1. Model Architecture"}, {"architecture"}},
      {{"2. Model Architecture"}, {"architecture"}},
      {{"Model Architecture (routing)"}, {"architecture"}},
      {{"Criterion 2"}, {"efficiency"}},
      {{"2"}, {"efficiency"}},
      {{"3"}, {}},
      {{"unknown"}, {}},
      {{""}, {}},
  }));
  CAPTURE(named);
  CHECK(ids({.named = named}) == expected);
}

TEST_CASE("steps 2 and 3: the comment names topics at its head, in quotes or as a criterion") {
  struct Case {
    std::string comment;
    Texts ids;
  };
  const auto& [comment, expected] = GENERATE(values<Case>({
      {"Model Architecture: new routes.", {"architecture"}},
      {"Matches Model Compression and Efficiency - by less.", {"efficiency"}},
      {"Strongly matches: Compression/Architecture \xE2\x80\x94 x.",
       {"efficiency", "architecture"}},
      {"Model Architecture/Efficiency: both.", {"architecture", "efficiency"}},
      {"Efficiency and MoE (routing): both.", {"efficiency", "architecture"}},
      {"Matches 'Compression/Efficiency (4 bits)': x.", {"efficiency"}},
      {"Agents/Efficiency: x.", {"efficiency"}},
      {"Efficiency criterion: x.", {"efficiency"}},
      {"It aligns with 'model architecture' here.", {"architecture"}},
      {"It fits the model architecture criterion.", {"architecture"}},
      // Not certain:
      {"", {}},
      {"It is about model architecture in general.", {}},
      {"Compression of pictures: a study.", {}},
      {"The paper shows how: architecture matters.", {}},
      {"Efficiency-aware agents: x.", {}},
      {"Criterion 2: x.", {}},
  }));
  CAPTURE(comment);
  const topics::TopicRule rule(kTopics);
  CHECK(rule.named_ids({.comment = comment}) == expected);
  CHECK(rule.ids({.comment = comment}) == expected);
}

TEST_CASE("steps 4 and 5: keywords decide where nothing is named") {
  struct Case {
    std::string comment, title, abstract;
    Texts ids;
  };
  const auto& [comment, title, abstract, expected] = GENERATE(values<Case>({
      {"A sparse attention design: fast.", "", "", {"architecture"}},
      {"Saves memory.", "Pruning the KV-cache", "", {"efficiency"}},
      {"A router.", "Attention", "", {"architecture"}},
      {"", "Low rank attention", "Pruning.", {"efficiency"}},
      {"", "Pruning and routers", "The router is small.", {}},
      {"Attention with a mixture of experts",
       "Low-rank quantization",
       "",
       {"efficiency", "architecture"}},
      // One keyword is no evidence, however often it appears; parts of words are none.
      {"Saves memory.", "Pruning", "Pruning is pruning.", {}},
      {"A matter of quantization", "", "", {}},
      {"A mixture of many experts", "Mixture", "Experts of low rank.", {}},
      {"Attentive.", "Attentional routers", "", {}},
  }));
  CAPTURE(comment, title, abstract);
  const topics::TopicRule rule(kTopics);
  CHECK(rule.ids({.comment = comment, .title = title, .abstract = abstract}) == expected);
  CHECK(rule.named_ids({.comment = comment, .title = title, .abstract = abstract}).empty());
}

TEST_CASE("an earlier step decides alone") {
  const Texts named = {"Efficiency"};
  const std::string comment = "Model Architecture: a router with attention.";
  CHECK(ids({.named = named, .comment = comment, .title = "Attention"}) == Texts{"efficiency"});
  CHECK(ids({.comment = comment, .title = "Pruning the KV cache"}) == Texts{"architecture"});
  const Texts unknown = {"Robotics"};
  CHECK(ids({.named = unknown, .comment = comment}) == Texts{"architecture"});
  CHECK(topics::TopicRule({}).ids({.named = named, .comment = comment}).empty());
}

TEST_CASE("a negative keyword keeps a paper out of a topic that only keywords would give it") {
  const std::vector<config::TopicConfig> topics = {
      {.id = "holes",
       .label = "Black Holes",
       .keywords = {"black hole", "horizon"},
       .negative_keywords = {"x-ray binary"}},
      {.id = "gravity", .label = "Gravity", .keywords = {"horizon", "black hole"}}};
  const topics::TopicRule rule(topics);
  const std::string title = "The horizon of a black hole";
  CHECK(rule.ids({.title = title}) == Texts{"holes", "gravity"});
  CHECK(rule.ids({.title = title, .abstract = "Seen in an X-ray binary."}) == Texts{"gravity"});
  CHECK(rule.ids({.comment = "Black hole in an x-ray binary: a model."}) == Texts{"gravity"});
  const std::vector<std::string> named = {"holes"};
  CHECK(rule.ids({.named = named, .abstract = "An x-ray binary."}) == Texts{"holes"});
}

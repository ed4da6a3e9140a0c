#include "index/acronyms.h"

#include "support/catch.h"

namespace broadsheet::index {
namespace {

// Acronyms of as many papers as there are abstracts.
std::vector<std::string> mined(const std::vector<std::string>& abstracts) {
  std::vector<Document> papers;
  for (std::size_t i = 0; i < abstracts.size(); ++i) {
    papers.push_back({.id = *PaperId::parse("2601." + std::to_string(10000 + i)),
                      .day = Day(2026, 1, 5),
                      .score = 0,
                      .title = "A paper",
                      .authors = {},
                      .comment = {},
                      .abstract = abstracts[i],
                      .topics = {},
                      .categories = {},
                      .url = {}});
  }
  std::vector<std::string> texts;
  for (const query::Acronym& acronym : mine_acronyms(papers)) {
    texts.push_back(query::acronym_text(acronym));
  }
  return texts;
}

std::vector<std::string> three_times(const std::string& abstract) {
  return {abstract, abstract, abstract};
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an acronym is mined with the words that spell it") {
  struct Case {
    std::string text;
    Texts expected;
  };
  const auto& [text, expected] = GENERATE(values<Case>({
      {"We route a Mixture of Experts (MoE).", {"moe mixture of experts"}},
      {"the mixture-of-experts (MoEs) layer", {"moe mixture of experts"}},
      {"by Low-Rank Adaptation (LoRA)", {"lora low rank adaptation"}},
      {"a variational autoencoder (VAE)", {"vae variational autoencoder"}},
      {"with self-supervised learning (SSL)", {"ssl self supervised learning"}},
      {"reinforcement learning from human feedback (RLHF)",
       {"rlhf reinforcement learning from human feedback"}},
      {"a large language model (LLM)", {"llm large language model"}},
      {"Sentences end here. Models (LM) do not.", {}},
      {"good results (see)", {}},
      {"a model of attention (XYZ)", {}},
      {"attention (A)", {}},
      {"parentheses (that are left open", {}},
      {"(MoE) first", {}},
      {"", {}},
  }));
  CAPTURE(text);
  CHECK(mined(three_times(text)) == expected);
}

TEST_CASE("two papers are too few for an acronym, and one paper counts once") {
  CHECK(mined({"state space model (SSM)", "state space model (SSM), state space model (SSM)"})
            .empty());
}

TEST_CASE("plurals are one long form, written as most papers do; rare long forms are left out") {
  CHECK(mined({"state space models (SSMs)", "state space models (SSM)",
               "state space model (SSM)"}) == Texts{"ssm state space models"});
  Texts many(20, "state space model (SSM)");
  for (int i = 0; i < 3; ++i) many.push_back("small speech model (SSM)");
  CHECK(mined(many) == Texts{"ssm state space model"});
}

TEST_CASE("an acronym of many equal letters takes no time") {
  std::string words;
  for (int i = 0; i < 20; ++i) words += "aaaaaaaaaaaa ";
  CHECK(mined(three_times(words + "b (AAAAAAAAAAAA)")).empty());
}

}  // namespace broadsheet::index

#include "config/prices.h"

#include <algorithm>
#include <iterator>

namespace broadsheet::config {
namespace {

struct ListedPrice {
  std::string_view model;
  PriceConfig price;
};

// Sources: openai.com/api/pricing, ai.google.dev/gemini-api/docs/pricing, claude.com/pricing,
// api-docs.deepseek.com/quick_start/pricing, mistral.ai/pricing. By name.
constexpr ListedPrice kTable[] = {
    {"claude-haiku-4-5", {.prompt = 1, .cached = 0.1, .completion = 5}},
    {"claude-opus-4-1", {.prompt = 15, .cached = 1.5, .completion = 75}},
    {"claude-sonnet-4-5", {.prompt = 3, .cached = 0.3, .completion = 15}},
    {"deepseek-chat", {.prompt = 0.28, .cached = 0.028, .completion = 0.42}},
    {"deepseek-reasoner", {.prompt = 0.28, .cached = 0.028, .completion = 0.42}},
    {"gemini-2.5-flash", {.prompt = 0.3, .cached = 0.075, .completion = 2.5}},
    {"gemini-2.5-flash-lite", {.prompt = 0.1, .cached = 0.025, .completion = 0.4}},
    {"gemini-2.5-pro", {.prompt = 1.25, .cached = 0.31, .completion = 10}},
    {"gpt-4.1", {.prompt = 2, .cached = 0.5, .completion = 8}},
    {"gpt-4.1-mini", {.prompt = 0.4, .cached = 0.1, .completion = 1.6}},
    {"gpt-4.1-nano", {.prompt = 0.1, .cached = 0.025, .completion = 0.4}},
    {"gpt-4o", {.prompt = 2.5, .cached = 1.25, .completion = 10}},
    {"gpt-4o-mini", {.prompt = 0.15, .cached = 0.075, .completion = 0.6}},
    {"gpt-5", {.prompt = 1.25, .cached = 0.125, .completion = 10}},
    {"gpt-5-mini", {.prompt = 0.25, .cached = 0.025, .completion = 2}},
    {"gpt-5-nano", {.prompt = 0.05, .cached = 0.005, .completion = 0.4}},
    {"mistral-large-latest", {.prompt = 2, .cached = 2, .completion = 6}},
    {"mistral-small-latest", {.prompt = 0.1, .cached = 0.1, .completion = 0.3}},
    {"o3", {.prompt = 2, .cached = 0.5, .completion = 8}},
    {"o4-mini", {.prompt = 1.1, .cached = 0.275, .completion = 4.4}},
};

}  // namespace

std::optional<PriceConfig> price_of(const ScoreConfig& score) {
  if (const auto own = score.prices.find(score.model); own != score.prices.end())
    return own->second;
  const auto* const listed =
      std::find_if(std::begin(kTable), std::end(kTable),
                   [&](const ListedPrice& one) { return one.model == score.model; });
  return listed == std::end(kTable) ? std::nullopt : std::optional(listed->price);
}

std::vector<std::string> priced_models(const ScoreConfig& score) {
  std::vector<std::string> names;
  for (const auto& [model, price] : score.prices) names.push_back(model);
  for (const ListedPrice& one : kTable) names.emplace_back(one.model);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace broadsheet::config

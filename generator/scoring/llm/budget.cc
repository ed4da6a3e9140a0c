#include "scoring/llm/budget.h"

#include <algorithm>

namespace broadsheet::scoring {
namespace {

constexpr double kMargin = 1.25;  // on the mean of responses

std::size_t index_of(Stage stage) {
  return static_cast<std::size_t>(stage == Stage::Titles ? Stage::Abstracts : stage);
}

}  // namespace

Cost cost_of(std::int64_t prompt_tokens, std::int64_t completion_tokens, std::int64_t cached_tokens,
             const config::PriceConfig& price) {
  const double cached = static_cast<double>(cached_tokens) * price.cached / 1e6;
  return {
      .prompt = static_cast<double>(prompt_tokens - cached_tokens) * price.prompt / 1e6 + cached,
      .completion = static_cast<double>(completion_tokens) * price.completion / 1e6,
      .cached = cached};
}

void Budget::set_cost(const ChatUsage& usage, JournalEntry& entry) const {
  const auto completion = usage.billed_completion();
  if (!usage.prompt_tokens || !completion) return;
  entry.has_usage = true;
  entry.prompt_tokens = *usage.prompt_tokens;
  entry.completion_tokens = *completion;
  entry.cached_tokens = usage.cached_tokens.value_or(0);
  const Cost cost =
      cost_of(entry.prompt_tokens, entry.completion_tokens, entry.cached_tokens, price_);
  entry.prompt_cost = cost.prompt;
  entry.completion_cost = cost.completion;
  entry.cached_cost = cost.cached;
}

void Budget::add(const JournalEntry& response) {
  if (!response.has_usage) {
    ++without_usage_;
    unreported_ += estimated_cost(estimated_prompt_tokens(static_cast<std::size_t>(response.bytes)),
                                  response.asked.size(), response.stage);
    return;
  }
  const auto add_to = [](auto& sum, auto value) { sum = sum.value_or(0) + value; };
  add_to(usage_.prompt_tokens, response.prompt_tokens);
  add_to(usage_.completion_tokens, response.completion_tokens);
  add_to(usage_.cached_tokens, response.cached_tokens);
  add_to(usage_.prompt_cost, response.prompt_cost);
  add_to(usage_.completion_cost, response.completion_cost);
  add_to(usage_.cached_cost, response.cached_cost);
  spent_ = *usage_.prompt_cost + *usage_.completion_cost;
  if (response.bytes > 0) {
    tokens_per_byte_ = std::max(tokens_per_byte_, static_cast<double>(response.prompt_tokens) /
                                                      static_cast<double>(response.bytes));
  }
  if (response.stage == Stage::Titles) return;
  Completions& completions = completions_[index_of(response.stage)];
  completions.tokens += static_cast<double>(response.completion_tokens);
  completions.papers += static_cast<double>(response.asked.size());
}

void Budget::add_lost(int requests, double estimated_cost) {
  lost_ += requests;
  unreported_ += estimated_cost;
}

double Budget::estimated_prompt_tokens(std::size_t bytes) const {
  return tokens_per_byte_ * static_cast<double>(bytes);
}

double Budget::estimated_completion_tokens(std::size_t papers, Stage stage) const {
  const Completions& so_far = completions_[index_of(stage)];
  const double each = so_far.papers > 0 ? so_far.tokens / so_far.papers * kMargin
                                        : kFirstEstimates[index_of(stage)];
  return each * static_cast<double>(papers);
}

double Budget::estimated_cost(double prompt_tokens, std::size_t papers, Stage stage) const {
  const double completion = estimated_completion_tokens(papers, stage) * price_.completion;
  return (prompt_tokens * price_.prompt + completion) / 1e6;
}

std::optional<double> Budget::reserve(double prompt_tokens, std::size_t papers, Stage stage) {
  const double estimate = estimated_cost(prompt_tokens, papers, stage);
  if (spent_ + unreported_ + reserved_ + estimate > limit_ + 1e-12) return std::nullopt;
  reserved_ += estimate;
  return estimate;
}

}  // namespace broadsheet::scoring

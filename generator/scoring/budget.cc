#include "scoring/budget.h"

#include <algorithm>

namespace broadsheet::scoring {
namespace {

constexpr double kFirstGuess = 200;  // completion tokens a paper, until answers tell more
constexpr double kMargin = 1.25;     // on what answers told

}  // namespace

Cost cost_of(std::int64_t prompt_tokens, std::int64_t completion_tokens, std::int64_t cached_tokens,
             const config::PriceConfig& price) {
  const double cached = static_cast<double>(cached_tokens) * price.cached / 1e6;
  return {
      .prompt = static_cast<double>(prompt_tokens - cached_tokens) * price.prompt / 1e6 + cached,
      .completion = static_cast<double>(completion_tokens) * price.completion / 1e6,
      .cached = cached};
}

void Account::enter(const ChatUsage& usage, JournalEntry& entry) const {
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

void Account::count(const JournalEntry& answer) {
  if (!answer.has_usage) {
    ++without_usage_;
    unknown_cost_ +=
        guessed_cost(guessed_prompt(static_cast<std::size_t>(answer.bytes)), answer.asked.size());
    return;
  }
  const auto add = [](auto& sum, auto value) { sum = sum.value_or(0) + value; };
  add(usage_.prompt_tokens, answer.prompt_tokens);
  add(usage_.completion_tokens, answer.completion_tokens);
  add(usage_.cached_tokens, answer.cached_tokens);
  add(usage_.prompt_cost, answer.prompt_cost);
  add(usage_.completion_cost, answer.completion_cost);
  add(usage_.cached_cost, answer.cached_cost);
  spent_ = *usage_.prompt_cost + *usage_.completion_cost;
  if (answer.bytes > 0) {
    tokens_a_byte_ = std::max(tokens_a_byte_, static_cast<double>(answer.prompt_tokens) /
                                                  static_cast<double>(answer.bytes));
  }
  if (answer.stage == Stage::Abstracts) {
    told_tokens_ += static_cast<double>(answer.completion_tokens);
    told_papers_ += static_cast<double>(answer.asked.size());
  }
}

void Account::lose(int requests, double guessed_cost) {
  lost_ += requests;
  unknown_cost_ += guessed_cost;
}

double Account::guessed_prompt(std::size_t bytes) const {
  return tokens_a_byte_ * static_cast<double>(bytes);
}

double Account::guessed_completion(std::size_t papers) const {
  const double each = told_papers_ > 0 ? told_tokens_ / told_papers_ * kMargin : kFirstGuess;
  return each * static_cast<double>(papers);
}

double Account::guessed_cost(double prompt_tokens, std::size_t papers) const {
  return (prompt_tokens * price_.prompt + guessed_completion(papers) * price_.completion) / 1e6;
}

std::optional<double> Account::reserve(double prompt_tokens, std::size_t papers) {
  const double guess = guessed_cost(prompt_tokens, papers);
  if (spent_ + unknown_cost_ + reserved_ + guess > budget_ + 1e-12) return std::nullopt;
  reserved_ += guess;
  return guess;
}

}  // namespace broadsheet::scoring

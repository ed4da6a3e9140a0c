#pragma once
// What a day's requests have cost, and whether the next one may be paid.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "config/config.h"
#include "model/digest.h"
#include "scoring/chat.h"
#include "scoring/journal.h"

namespace broadsheet::scoring {

/// What those tokens cost at those prices, in US dollars: cached ones at their own price.
struct Cost {
  double prompt = 0;  ///< cached part included
  double completion = 0;
  double cached = 0;  ///< part of prompt
};
Cost cost_of(std::int64_t prompt_tokens, std::int64_t completion_tokens, std::int64_t cached_tokens,
             const config::PriceConfig& price);

/// Counts what is spent, guesses what is to come, and keeps both together below the budget.
/// Not safe to share between threads: the caller locks.
class Account {
 public:
  /// @param budget  US dollars for all requests of the day, of earlier runs too
  Account(const config::PriceConfig& price, double budget) : price_(price), budget_(budget) {}

  /// Writes the stated tokens and their cost into the entry; nothing when the server stated none.
  void enter(const ChatUsage& usage, JournalEntry& entry) const;
  /// Counts an answer as written. One that does not state its tokens weighs on the budget as
  /// guessed.
  void count(const JournalEntry& answer);
  /// Counts requests whose answers were lost: they may have been billed, so the budget carries
  /// them.
  void lose(int requests, double guessed_cost);

  /// Tokens of a prompt: the most a byte that any answer showed so far, a third at first.
  double guessed_prompt(std::size_t bytes) const;
  /// Tokens of an answer: a quarter more a paper than answers needed on average, 200 at first.
  double guessed_completion(std::size_t papers) const;

  /// What a request for so many papers may cost, in US dollars.
  double guessed_cost(double prompt_tokens, std::size_t papers) const;
  /// Puts aside what a request may cost. Nothing when that could pass the budget.
  std::optional<double> reserve(double prompt_tokens, std::size_t papers);
  void release(double reserved) { reserved_ -= reserved; }

  const Usage& usage() const { return usage_; }
  double spent() const {
    return spent_;
  }  ///< US dollars that answers stated; lost ones not included
  int without_usage() const { return without_usage_; }  ///< answers that did not state their tokens
  int lost() const { return lost_; }

 private:
  config::PriceConfig price_;
  double budget_;
  Usage usage_;
  double spent_ = 0;
  double reserved_ = 0;
  int without_usage_ = 0;
  int lost_ = 0;
  double unknown_cost_ = 0;  // guessed, of what may have been billed without our knowledge
  double told_tokens_ = 0;
  double told_papers_ = 0;
  double tokens_a_byte_ = 1.0 / 3;
};

}  // namespace broadsheet::scoring

#pragma once
// The cost of a day's requests, and whether the next one fits the budget.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "config/config.h"
#include "model/digest.h"
#include "scoring/llm/chat.h"
#include "scoring/llm/journal.h"

namespace broadsheet::scoring {

/// US dollars.
struct Cost {
  double prompt = 0;  ///< cached part included
  double completion = 0;
  double cached = 0;  ///< part of prompt
};

/// The cost of these tokens; cached ones have a price of their own.
Cost cost_of(std::int64_t prompt_tokens, std::int64_t completion_tokens, std::int64_t cached_tokens,
             const config::PriceConfig& price);

/// Completion tokens a paper, before any response of the stage; by stage.
inline constexpr std::array<double, kStageNames.size()> kFirstEstimates = {200, 200, 600, 100};

/// Adds up the cost of responses and estimates that of the next request, so that both together stay
/// below the limit. Not thread-safe.
class Budget {
 public:
  /// @param limit  US dollars for all requests of the day, those of earlier runs included
  Budget(const config::PriceConfig& price, double limit) : price_(price), limit_(limit) {}

  /// Sets the entry's tokens and cost from the usage that the server reported. Does nothing if it
  /// reported none.
  void set_cost(const ChatUsage& usage, JournalEntry& entry) const;

  /// Adds a response. One without usage counts towards the limit with its estimated cost.
  void add(const JournalEntry& response);
  /// Adds requests whose responses were lost: they may have been billed.
  void add_lost(int requests, double estimated_cost);

  /// Tokens of a prompt: the highest ratio of tokens to bytes seen so far; one third at first.
  double estimated_prompt_tokens(std::size_t bytes) const;
  /// Tokens of a response: the mean of a paper in this stage so far plus a quarter; at first
  /// kFirstEstimates. Title passes are taken for verdicts, which cost more.
  double estimated_completion_tokens(std::size_t papers, Stage stage = Stage::Abstracts) const;
  /// US dollars.
  double estimated_cost(double prompt_tokens, std::size_t papers,
                        Stage stage = Stage::Abstracts) const;

  /// Reserves the estimated cost of a request and returns it; std::nullopt if the limit could be
  /// exceeded.
  std::optional<double> reserve(double prompt_tokens, std::size_t papers,
                                Stage stage = Stage::Abstracts);
  void release(double reserved) { reserved_ -= reserved; }

  const Usage& usage() const { return usage_; }
  /// US dollars that servers reported; lost requests not included.
  double spent() const { return spent_; }
  int without_usage() const { return without_usage_; }  ///< responses without usage
  int lost() const { return lost_; }                    ///< requests without a response

 private:
  config::PriceConfig price_;
  double limit_;
  Usage usage_;
  double spent_ = 0;
  double reserved_ = 0;
  double unreported_ = 0;  // estimated cost of what may have been billed without a report
  int without_usage_ = 0;
  int lost_ = 0;
  struct Completions {
    double tokens = 0;
    double papers = 0;  // asked for
  };
  std::array<Completions, kStageNames.size()> completions_;  // by stage
  double tokens_per_byte_ = 1.0 / 3;
};

}  // namespace broadsheet::scoring

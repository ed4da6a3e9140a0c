#pragma once
// The requests of one day: their numbers, their cost and their lines in the journal.

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "scoring/llm/budget.h"
#include "scoring/llm/chat.h"
#include "scoring/llm/journal.h"

namespace broadsheet::scoring {

/// A request that may be sent.
struct Ticket {
  std::int64_t number = 0;  ///< in the journal
  double reserved = 0;      ///< of the budget, US dollars
  double tokens = 0;        ///< estimate for prompt and response
};

/// Gives each request a number, writes it to the journal before it is sent and its response before
/// it is used, and keeps the day within its budget. Thread-safe.
class Ledger {
 public:
  /// @param limit  US dollars
  Ledger(const config::PriceConfig& price, double limit, fs::path journal)
      : journal_(std::move(journal)), budget_(price, limit), limit_(limit) {}

  /// Reads the journal and adds what earlier runs spent. Call it once, first. Throws Error(Io).
  /// @return the responses of earlier runs, oldest first
  std::vector<JournalEntry> load();

  /// Reserves the estimated cost of a request. std::nullopt if it could exceed the budget;
  /// `refusal` then holds the reason, for a message.
  std::optional<Ticket> reserve(std::size_t prompt_bytes, std::size_t papers, Stage stage,
                                std::string& refusal);

  /// The functions below append one line to the journal. Throw Error(Io).
  void add_sent(const Ticket& ticket);
  /// @param may_be_billed  whether the server may have answered although no response arrived
  void add_failed(const Ticket& ticket, bool may_be_billed);
  /// Sets the cost of `entry` from `usage`.
  void add_response(const Ticket& ticket, const ChatUsage& usage, JournalEntry& entry);

  int requests() const;   ///< sent by this run
  Budget budget() const;  ///< a copy, as of now

 private:
  const fs::path journal_;
  mutable std::mutex mutex_;
  Budget budget_;
  const double limit_;
  std::int64_t last_number_ = 0;
  int requests_ = 0;
};

/// "$0.0042", "$12.30".
std::string dollars(double amount);

}  // namespace broadsheet::scoring

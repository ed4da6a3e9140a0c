#include "scoring/llm/ledger.h"

#include "base/numbers.h"

namespace broadsheet::scoring {

std::vector<JournalEntry> Ledger::load() {
  Journal journal = read_journal(journal_);
  const std::lock_guard lock(mutex_);
  last_number_ = journal.requests;
  for (const JournalEntry& entry : journal.answers) budget_.add(entry);
  budget_.add_lost(journal.lost, journal.lost_cost);
  return std::move(journal.answers);
}

std::optional<Ticket> Ledger::reserve(std::size_t prompt_bytes, std::size_t papers, Stage stage,
                                      std::string& refusal) {
  const std::lock_guard lock(mutex_);
  const double prompt_tokens = budget_.estimated_prompt_tokens(prompt_bytes);
  const auto reserved = budget_.reserve(prompt_tokens, papers, stage);
  if (!reserved) {
    refusal = "the budget of " + dollars(limit_) +
              " a day does not allow the next request, which may cost " +
              dollars(budget_.estimated_cost(prompt_tokens, papers, stage)) + " (" +
              dollars(budget_.spent()) + " spent)";
    return std::nullopt;
  }
  return Ticket{.number = ++last_number_,
                .reserved = *reserved,
                .tokens = prompt_tokens + budget_.estimated_completion_tokens(papers, stage)};
}

void Ledger::add_sent(const Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  append_sent(journal_, ticket.number, ticket.reserved);
  ++requests_;
}

void Ledger::add_failed(const Ticket& ticket, bool may_be_billed) {
  const std::lock_guard lock(mutex_);
  budget_.release(ticket.reserved);
  if (may_be_billed) {
    budget_.add_lost(1, ticket.reserved);
  } else {
    append_unpaid(journal_, ticket.number);
  }
}

void Ledger::add_response(const Ticket& ticket, const ChatUsage& usage, JournalEntry& entry) {
  const std::lock_guard lock(mutex_);
  budget_.release(ticket.reserved);
  budget_.set_cost(usage, entry);
  append_answer(journal_, entry);
  budget_.add(entry);
}

int Ledger::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

Budget Ledger::budget() const {
  const std::lock_guard lock(mutex_);
  return budget_;
}

std::string dollars(double amount) { return "$" + fixed_decimals(amount, amount < 0.1 ? 4 : 2); }

}  // namespace broadsheet::scoring

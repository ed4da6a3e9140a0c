#pragma once
// One pass over papers: all batches of one stage, sent by several workers.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/files.h"
#include "config/config.h"
#include "net/environment.h"
#include "scoring/llm/batch_queue.h"
#include "scoring/llm/journal.h"
#include "scoring/llm/ledger.h"
#include "scoring/llm/limiter.h"
#include "scoring/llm/model_client.h"

namespace broadsheet::scoring {

/// What all requests of a day share. Outlives every stage.
struct ScoreContext {
  const config::ScoreConfig& config;
  const net::Environment& environment;
  Ledger& ledger;
  ModelClient& client;
  Limiter& limiter;
};

/// The requests of one day to a model: key, journal, budget and limits, shared by all that is
/// asked. What it refers to must outlive it.
class ModelSession {
 public:
  /// Reads the journal. Throws Error(Config) if the key (see ModelClient), the model or its price
  /// is missing, Error(Io) if the journal cannot be read.
  ModelSession(const config::ScoreConfig& config, const fs::path& journal,
               const net::Environment& environment);

  ScoreContext context() { return {config_, environment_, ledger_, client_, limiter_}; }
  /// The responses of earlier runs, oldest first.
  const std::vector<JournalEntry>& earlier() const { return earlier_; }
  const config::ScoreConfig& config() const { return config_; }
  const Ledger& ledger() const { return ledger_; }

 private:
  const config::ScoreConfig& config_;
  const net::Environment& environment_;
  Ledger ledger_;
  ModelClient client_;
  Limiter limiter_;
  std::vector<JournalEntry> earlier_;
};

/// The two messages of a request.
struct Messages {
  std::string system;
  std::string user;
};

/// What a response gave.
struct BatchRead {
  std::size_t missing = 0;    ///< papers asked for without a usable answer
  std::size_t conflicts = 0;  ///< those of `missing` with different answers
};

/// What one kind of request asks, and what becomes of its responses. The functions are called by
/// several threads at a time.
struct StageWork {
  Stage stage;
  std::string prompt;    ///< JournalEntry::prompt
  std::string progress;  ///< "scoring", for the progress bar
  std::function<Messages(const Papers& batch)> messages;
  /// Reads the response into `entry`, whose `asked` is set.
  std::function<BatchRead(const ChatAnswer& answer, JournalEntry& entry)> read;
  /// Keeps what was read; the journal has it.
  std::function<void(const JournalEntry& entry)> keep;
  std::function<void(const PaperId& id)> refuse;  ///< the server refuses this paper, even alone
  std::function<std::string()> summary;           ///< "120 verdicts", when the stage ends
};

struct StageEnd {
  std::string stopped;         ///< why it ended early; empty if it did not
  std::size_t batch_size = 1;  ///< smaller than at the start if responses were cut off
};

/// Asks for all of `papers` in batches and adds the responses to the journal.
/// Batches that are too long or refused are split. Throws Error(Io) if the journal cannot be
/// written.
StageEnd run_stage(const ScoreContext& context, const StageWork& work, const Papers& papers,
                   std::size_t batch_size);

}  // namespace broadsheet::scoring

#pragma once
// .broadsheet/score/2026-02-27.jsonl: every request of a day before it is sent and every paid
// answer before it is used, so that a run that was killed goes on where it was, pays nothing twice,
// and knows of requests whose answers were lost. Format: docs/curation.md.

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/digest.h"

namespace broadsheet::scoring {

enum class Stage { Titles, Abstracts };

/// One answer, as one line.
struct JournalEntry {
  std::int64_t request = 0;  ///< number of the request; 0: not known
  Stage stage = Stage::Abstracts;
  std::string prompt{};  ///< Prompts::name
  std::string model{};
  std::vector<ArxivId> asked{};
  std::vector<Verdict> verdicts{};  ///< Abstracts
  std::vector<ArxivId> dropped{};   ///< Titles
  std::string trouble{};            ///< why it holds fewer than were asked for; or empty
  bool has_usage = false;           ///< whether the server stated the tokens
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::int64_t cached_tokens = 0;  ///< part of prompt_tokens
  std::int64_t bytes = 0;          ///< of the prompt: tells tokens a byte to the next run
  double prompt_cost = 0;          ///< US dollars, cached part included
  double completion_cost = 0;
  double cached_cost = 0;  ///< part of prompt_cost
};

/// All that is known of a day's requests.
struct Journal {
  std::vector<JournalEntry> answers{};  ///< oldest first
  std::int64_t requests = 0;            ///< the highest number given so far
  int lost = 0;          ///< sent, neither answered nor refused: the server may have billed them
  double lost_cost = 0;  ///< of these, as guessed before they were sent; US dollars
};

fs::path journal_path(const fs::path& root, Day day);

/// All whole lines. A last line that was cut is passed over; a damaged one in the middle too.
/// Empty when there is no file. Throws Error(Io).
Journal read_journal(const fs::path& path);

/// Each appends one line and waits until it is on the disk. Throw Error(Io).
void append_sent(const fs::path& path, std::int64_t request, double guessed_cost);
void append_unpaid(const fs::path& path, std::int64_t request);  ///< refused, or never sent
void append_answer(const fs::path& path, const JournalEntry& entry);

}  // namespace broadsheet::scoring

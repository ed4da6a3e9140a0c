#pragma once
// .broadsheet/score/2026-02-27.jsonl: every paid answer of a day, written before it is used, so that
// a run that was killed goes on where it was and pays nothing twice. Format: docs/curation.md.

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/digest.h"

namespace broadsheet::scoring {

enum class Stage { Titles, Abstracts };

/// One answer, as one line.
struct JournalEntry {
  Stage stage = Stage::Abstracts;
  std::string prompt;                ///< Prompts::name
  std::string model;
  std::vector<ArxivId> asked{};
  std::vector<Verdict> verdicts{};   ///< Abstracts
  std::vector<ArxivId> dropped{};    ///< Titles
  std::string trouble{};             ///< why it holds fewer than were asked for; or empty
  bool has_usage = false;            ///< whether the server stated the tokens
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::int64_t cached_tokens = 0;    ///< part of prompt_tokens
  std::int64_t bytes = 0;            ///< of the prompt: tells tokens a byte to the next run
  double prompt_cost = 0;            ///< US dollars, cached part included
  double completion_cost = 0;
  double cached_cost = 0;            ///< part of prompt_cost
};

fs::path journal_path(const fs::path& root, Day day);

/// All whole lines, oldest first. A last line that was cut is passed over; a damaged one in the
/// middle too. Empty when there is no file. Throws Error(Io).
std::vector<JournalEntry> read_journal(const fs::path& path);

/// Appends one line and waits until it is on the disk. Throws Error(Io).
void append_journal(const fs::path& path, const JournalEntry& entry);

}  // namespace broadsheet::scoring

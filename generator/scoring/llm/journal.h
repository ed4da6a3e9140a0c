#pragma once
// .broadsheet/score/2026-02-27.jsonl: every request of a day, written before it is sent, and every
// paid response, written before it is used. A run after a crash continues from it, pays nothing
// twice, and knows the requests whose responses were lost. Format: docs/curation.md.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "json/value.h"
#include "model/digest.h"

namespace broadsheet::scoring {

/// What a request asks for: papers to drop by their titles, verdicts, summaries in parts, the
/// editor's paragraph of a day with its spotlights.
enum class Stage { Titles, Abstracts, Parts, Overview };
inline constexpr std::array<std::string_view, 4> kStageNames = {"titles", "abstracts", "parts",
                                                                "overview"};

/// One response; a line of the file.
struct JournalEntry {
  std::int64_t request = 0;  ///< number of the request; 0: unknown
  Stage stage = Stage::Abstracts;
  std::string prompt{};  ///< Prompts::name
  std::string model{};
  std::vector<PaperId> asked{};
  std::vector<Verdict> verdicts{};  ///< Abstracts
  std::vector<PaperId> dropped{};   ///< Titles
  json::Value written{};            ///< Parts, Overview: as scoring/writing has them
  std::string trouble{};            ///< why it answers fewer papers than asked for; or empty
  bool has_usage = false;           ///< whether the server reported token counts
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::int64_t cached_tokens = 0;  ///< part of prompt_tokens
  std::int64_t bytes = 0;          ///< of the prompt; later runs estimate tokens from it
  double prompt_cost = 0;          ///< US dollars, cached part included
  double completion_cost = 0;
  double cached_cost = 0;  ///< part of prompt_cost
};

/// The requests of a day.
struct Journal {
  std::vector<JournalEntry> answers{};  ///< oldest first
  std::int64_t requests = 0;            ///< the highest request number
  int lost = 0;          ///< sent, neither answered nor rejected: may have been billed
  double lost_cost = 0;  ///< their estimated cost, US dollars
};

fs::path journal_path(const fs::path& root, Day day);

/// Reads all complete lines; damaged ones are ignored. Empty if there is no file. Throws Error(Io).
Journal read_journal(const fs::path& path);

/// Each appends one line and flushes it (fsync). Throw Error(Io).
void append_sent(const fs::path& path, std::int64_t request, double estimated_cost);
void append_unpaid(const fs::path& path, std::int64_t request);  ///< refused, or never sent
void append_answer(const fs::path& path, const JournalEntry& entry);

}  // namespace broadsheet::scoring

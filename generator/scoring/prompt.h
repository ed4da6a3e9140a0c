#pragma once
// The text sent to the model: stable parts first, so that a provider's cache can serve them.

#include <span>
#include <string>

#include "base/files.h"
#include "config/config.h"
#include "model/announcement.h"

namespace broadsheet::scoring {

/// The parts as they stand in content/prompts/, and what they are together.
struct Prompts {
  std::string system;
  std::string user;  ///< topics, criteria, instructions; the papers follow
  std::string text;  ///< all of it as one Markdown page: what content/prompts/<name>.md keeps
  std::string name;  ///< 16 hexadecimal digits, hash_hex(text); names the version
};

/// Reads the four files that config names. Throws Error(Config) naming a file that is missing or
/// empty.
Prompts read_prompts(const fs::path& root, const config::ScoreConfig& config);

/// The user's message for one batch: `prompts.user`, then one JSON object a line with id, title and
/// abstract (at most 4,000 characters). Text of papers is plain Unicode, without control
/// characters.
std::string abstract_message(const Prompts& prompts, std::span<const Announced> papers);

/// As abstract_message with titles alone, asking for a JSON array of ids that certainly match
/// nothing.
std::string title_message(const Prompts& prompts, std::span<const Announced> papers);

}  // namespace broadsheet::scoring

#pragma once
// The text sent to the model: stable parts first, so that a provider can cache them.

#include <span>
#include <string>

#include "base/files.h"
#include "config/config.h"
#include "model/announcement.h"

namespace broadsheet::scoring {

/// The prompts of content/prompts/.
struct Prompts {
  std::string system;
  std::string user;  ///< topics, criteria, instructions; the papers follow
  std::string text;  ///< system and user as one Markdown page, saved as content/prompts/<name>.md
  std::string name;  ///< 16 hexadecimal digits, hash_hex(text); identifies the version
};

/// Reads the four files that config names. Throws Error(Config) with the path of a missing or empty
/// one.
Prompts read_prompts(const fs::path& root, const config::ScoreConfig& config);

/// The user's message for one batch: `prompts.user`, then one JSON object a line with id, title and
/// abstract (at most 4,000 characters). Text of papers is plain Unicode, without control
/// characters.
std::string abstract_message(const Prompts& prompts, std::span<const Announced> papers);

/// As abstract_message with titles only; asks for a JSON array of the ids that certainly match no
/// topic.
std::string title_message(const Prompts& prompts, std::span<const Announced> papers);

}  // namespace broadsheet::scoring

#pragma once
// The text sent to the model: stable parts first, so that a provider can cache them.

#include <span>
#include <string>

#include "base/files.h"
#include "config/config.h"
#include "model/announcement.h"

namespace broadsheet::scoring {

/// The prompts of a project.
struct Prompts {
  std::string system;
  std::string user;  ///< topics, criteria, instructions; the papers follow
  std::string text;  ///< system and user as one Markdown page, saved as content/prompts/<name>.md
  std::string name;  ///< 16 hexadecimal digits, hash_hex(text); identifies the version
};

/// The four prompts that config.score names: each is a file of content/prompts/ if there is one,
/// else the default, which for the topics is made from config.topics. Throws Error(Config) with the
/// path of an empty file, of a file that is missing under a name of the user's own, or of
/// config.yaml if there are no topics.
Prompts read_prompts(const fs::path& root, const config::Config& config);

/// A paper as models get it: one line of JSON with id, title and, if wanted, abstract.
std::string paper_line(const Announced& paper, bool with_abstract);

/// The user's message for one batch: `prompts.user`, then one JSON object a line with id, title and
/// abstract (at most 4,000 characters). Text of papers is plain Unicode, without control
/// characters.
std::string abstract_message(const Prompts& prompts, std::span<const Announced> papers);

/// As abstract_message with titles only; asks for a JSON array of the ids that certainly match no
/// topic.
std::string title_message(const Prompts& prompts, std::span<const Announced> papers);

}  // namespace broadsheet::scoring

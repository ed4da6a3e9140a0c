#pragma once
// What the model is asked to write: summaries in parts, and an overview of a day.

#include <span>
#include <string>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "model/digest.h"

namespace broadsheet::scoring {

/// The stable part of a request; what it is about follows `user`.
struct WritingPrompt {
  std::string system;
  std::string user;
  std::string name;  ///< hash of both: a response to another text is another response
};

/// The key of each part in a reply: its label if that is a plain word that no other part has, else
/// "part1", "part2".
std::vector<std::string> part_keys(std::span<const config::PartConfig> parts);

/// For score.parts.
/// @param language  of parts that name none
WritingPrompt parts_prompt(std::span<const config::PartConfig> parts, const std::string& language);

/// What an overview consists of.
struct OverviewWish {
  int spotlight = 0;       ///< at most so many papers are marked
  bool editorial = false;  ///< a paragraph about the papers
  std::string language;    ///< of the paragraph and of the reasons
  std::string of = "day";  ///< "day", "week", "month": the papers are its
};
WritingPrompt overview_prompt(const OverviewWish& wish);

/// The user's message: the prompt, then a line of JSON for each paper.
std::string parts_message(const WritingPrompt& prompt, std::span<const Announced* const> papers);
/// Likewise, with title, topic, score and reason.
std::string overview_message(const WritingPrompt& prompt, std::span<const Entry* const> papers);

}  // namespace broadsheet::scoring

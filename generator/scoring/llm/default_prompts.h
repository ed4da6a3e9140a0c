#pragma once
// The prompts that a project has without files of its own in content/prompts/.

#include <span>
#include <string>
#include <string_view>

#include "config/config.h"

namespace broadsheet::scoring {

/// What the model is for; how it scores; how it answers. No subject is named.
extern const std::string_view kSystemPrompt;
extern const std::string_view kCriteriaPrompt;
extern const std::string_view kInstructionsPrompt;

/// The topics as a numbered list: label, what counts, what does not, keywords.
std::string topics_prompt(std::span<const config::TopicConfig> topics);

}  // namespace broadsheet::scoring

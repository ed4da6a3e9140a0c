#pragma once
// Which followed topic a paper was chosen for.

#include <span>
#include <string>

#include "config/config.h"
#include "model/digest.h"

namespace broadsheet::topics {

/// The id of the configured topic that the model named ("Efficiency", "criterion 2", "2", an
/// alias), else of the one its comment begins with, else of the one with most keywords in comment,
/// title (six points each, comment four) and abstract (two). When none fits: what the model named,
/// which may be empty.
std::string topic_of(const Verdict& verdict, const std::string& title, const std::string& abstract,
                     std::span<const config::TopicConfig> topics);

}  // namespace broadsheet::topics

#include "render/input/topic_lookup.h"

namespace broadsheet::render {

TopicLookup::TopicLookup(const SiteInput& input) : input_(input), rule_(input.config.topics) {}

std::vector<std::string> TopicLookup::ids(const Entry& entry) const {
  return input_.topics ? input_.topics(entry) : rule_.ids(topics::evidence_of(entry));
}

const std::string& TopicLookup::label(const std::string& id) const {
  for (const config::TopicConfig& topic : input_.config.topics) {
    if (topic.id == id) return topic.label.empty() ? topic.id : topic.label;
  }
  return id;
}

}  // namespace broadsheet::render

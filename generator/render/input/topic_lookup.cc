#include "render/input/topic_lookup.h"

#include <algorithm>

#include "text/normalize.h"

namespace broadsheet::render {

TopicLookup::TopicLookup(const SiteInput& input) : input_(input) {
  for (const config::TopicConfig& topic : input.config.topics) {
    id_by_name_.emplace(text::fold(topic.id), topic.id);
    id_by_name_.emplace(text::fold(topic.label), topic.id);
    for (const std::string& alias : topic.aliases) {
      id_by_name_.emplace(text::fold(alias), topic.id);
    }
  }
}

std::vector<std::string> TopicLookup::ids(const Entry& entry) const {
  if (input_.topics) return input_.topics(entry);
  std::vector<std::string> ids;
  for (const std::string& name : entry.topics) {
    const auto found = id_by_name_.find(text::fold(name));
    if (found == id_by_name_.end()) continue;
    if (std::find(ids.begin(), ids.end(), found->second) == ids.end()) {
      ids.push_back(found->second);
    }
  }
  return ids;
}

const std::string& TopicLookup::label(const std::string& id) const {
  for (const config::TopicConfig& topic : input_.config.topics) {
    if (topic.id == id) return topic.label.empty() ? topic.id : topic.label;
  }
  return id;
}

}  // namespace broadsheet::render

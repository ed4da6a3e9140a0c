#include "topics/topic_map.h"

namespace broadsheet::topics {

TopicMap::TopicMap(const config::Config& config, const Library& library) : rule_(config.topics) {
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) known_.emplace(&entry, rule_.ids(evidence_of(entry)));
  }
}

std::vector<std::string> TopicMap::ids(const Entry& entry) const {
  const auto known = known_.find(&entry);
  return known != known_.end() ? known->second : rule_.ids(evidence_of(entry));
}

}  // namespace broadsheet::topics

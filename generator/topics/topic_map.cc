#include "topics/topic_map.h"

namespace broadsheet::topics {

TopicMap::TopicMap(const config::Config& config, const Library& library,
                   std::span<const std::vector<std::string>> known)
    : rule_(config.topics) {
  known_.reserve(library.entries());
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      const std::size_t number = known_.size();
      known_.emplace(&entry, number < known.size() ? known[number] : rule_.ids(evidence_of(entry)));
    }
  }
}

std::vector<std::vector<std::string>> TopicMap::all(const Library& library) const {
  std::vector<std::vector<std::string>> all;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) all.push_back(ids(entry));
  }
  return all;
}

std::vector<std::string> TopicMap::ids(const Entry& entry) const {
  const auto known = known_.find(&entry);
  return known != known_.end() ? known->second : rule_.ids(evidence_of(entry));
}

}  // namespace broadsheet::topics

#pragma once
// The topics of every entry of a library, decided once.

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/library.h"
#include "topics/topic_rule.h"

namespace broadsheet::topics {

/// Applies the rule to each entry when it is made; the site and the search index read the result.
class TopicMap {
 public:
  /// The library must outlive the object.
  /// @param known  the topics of its first entries by the same rule, if an earlier run decided them
  TopicMap(const config::Config& config, const Library& library,
           std::span<const std::vector<std::string>> known = {});

  /// Ids of Config::topics, best first, each once.
  std::vector<std::string> ids(const Entry& entry) const;

  /// Those of each entry of a library, in the order of its digests.
  std::vector<std::vector<std::string>> all(const Library& library) const;

 private:
  TopicRule rule_;
  std::unordered_map<const Entry*, std::vector<std::string>> known_;
};

}  // namespace broadsheet::topics

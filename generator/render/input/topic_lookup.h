#pragma once
// From the topics that an entry names to the topics of config.yaml.

#include <map>
#include <string>
#include <vector>

#include "render/input/site_input.h"

namespace broadsheet::render {

/// Answers as SiteInput::topics does, or by ids, labels and aliases of the configured topics
/// (compared folded) when that is not set. Must not outlive the input.
class TopicLookup {
 public:
  explicit TopicLookup(const SiteInput& input);

  /// Ids of configured topics, best first, each once; empty when the entry has none of them.
  std::vector<std::string> ids(const Entry& entry) const;

  /// The label of a configured topic; `id` itself when there is no such topic.
  const std::string& label(const std::string& id) const;

 private:
  const SiteInput& input_;
  std::map<std::string, std::string> id_by_name_;
};

}  // namespace broadsheet::render

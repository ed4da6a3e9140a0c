#pragma once
// The topics of config.yaml that an entry belongs to, and their labels.

#include <string>
#include <vector>

#include "render/input/site_input.h"
#include "topics/topic_rule.h"

namespace broadsheet::render {

/// Reads SiteInput::topics; applies the rule of topics/topic_rule.h itself if that is not set. Must
/// not outlive the input.
class TopicLookup {
 public:
  explicit TopicLookup(const SiteInput& input);

  /// Ids of configured topics, best first, each once; empty when the entry has none of them.
  std::vector<std::string> ids(const Entry& entry) const;

  /// The label of a configured topic; `id` itself when there is no such topic.
  const std::string& label(const std::string& id) const;

 private:
  const SiteInput& input_;
  topics::TopicRule rule_;
};

}  // namespace broadsheet::render

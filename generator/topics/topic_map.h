#pragma once
// Which of the followed topics an entry belongs to, also when its digest names none.

#include <string>
#include <unordered_map>
#include <vector>

#include "config/config.h"
#include "model/library.h"

namespace broadsheet::topics {

/// Ids of Config::topics for entries, best first, each once. An entry belongs to
///
/// 1. the topics that it names, by id, label or alias (compared folded);
/// 2. if it names none of ours: those that the first words of its comment name, up to the first
///    colon or dash ("Model Architecture/Efficiency: ..." names two);
/// 3. if they name none: those with a keyword in these first words, else with two keywords in title
///    and comment, most keywords first.
class TopicMap {
 public:
  /// Looks at every entry of the library once; both must outlive the map.
  TopicMap(const config::Config& config, const Library& library);

  std::vector<std::string> ids(const Entry& entry) const;

 private:
  std::vector<std::string> find(const Entry& entry) const;

  struct Topic {
    std::string id;
    std::vector<std::string> keywords;  ///< folded
  };
  std::vector<Topic> topics_;
  std::unordered_map<std::string, std::string> id_by_name_;  ///< by folded name
  std::unordered_map<const Entry*, std::vector<std::string>> known_;
};

}  // namespace broadsheet::topics

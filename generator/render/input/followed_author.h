#pragma once
// Which papers are by a followed author.

#include <set>
#include <string>

#include "config/config.h"
#include "model/digest.h"

namespace broadsheet::render {

/// Knows an author by name and aliases, compared folded: case and accents do not count.
class FollowedAuthor {
 public:
  explicit FollowedAuthor(const config::AuthorConfig& author);

  bool wrote(const Entry& entry) const;

 private:
  std::set<std::string> names_;  ///< folded
};

}  // namespace broadsheet::render

#include "render/input/followed_author.h"

#include <algorithm>

#include "text/normalize.h"

namespace broadsheet::render {

FollowedAuthor::FollowedAuthor(const config::AuthorConfig& author)
    : names_{text::fold(author.name)} {
  for (const std::string& alias : author.aliases) names_.insert(text::fold(alias));
}

bool FollowedAuthor::wrote(const Entry& entry) const {
  return std::any_of(entry.authors.begin(), entry.authors.end(),
                     [&](const std::string& name) { return names_.contains(text::fold(name)); });
}

}  // namespace broadsheet::render

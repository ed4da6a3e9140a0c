#pragma once
// Followed authors among the authors of a paper.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "scoring/semantic_scholar.h"

namespace broadsheet::scoring {

/// Whether two names can belong to one person.
///
/// The family name and all given names that both spell out must be equal, except for accents, case,
/// hyphens and order ("Wang Wei"). An initial matches a name that begins with it, but one initial
/// alone is not enough: "G. Hinton" does not match "Geoffrey Hinton", "G. E. Hinton" matches
/// "Geoffrey E. Hinton". "Geoffrey A. Hinton" is not "Geoffrey E. Hinton". The same words in the
/// same order always match, so an alias in config can name "G. Hinton".
bool same_person(std::string_view followed, std::string_view author);

/// A followed author of a paper.
struct AuthorMatch {
  std::string name;          ///< as in config
  std::string scholar_id{};  ///< of Semantic Scholar; empty if the names decided
};

/// The first followed author in the order of config. If Semantic Scholar knows the paper and config
/// has an id, the id decides: a namesake with another id does not match.
std::optional<AuthorMatch> followed_author(const Announced& paper,
                                           std::span<const config::AuthorConfig> followed,
                                           const ScholarAuthors& scholar);

/// Whether no author reaches the minimum h-index of config. False if no h-index is known.
bool below_h_index(const Announced& paper, const ScholarAuthors& scholar,
                   std::optional<int> minimum);

}  // namespace broadsheet::scoring

#pragma once
// Followed authors among the authors of a paper, with care for namesakes.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "scoring/semantic_scholar.h"

namespace broadsheet::scoring {

/// Whether two names can be one person's.
///
/// The family name and all given names that both write out must agree, accents, case, hyphens and
/// order ("Wang Wei") aside. An initial agrees with a name that begins so, but initials alone are
/// not enough: "G. Hinton" is not taken for "Geoffrey Hinton", "G. E. Hinton" is taken for
/// "Geoffrey E. Hinton". "Geoffrey A. Hinton" is another person than "Geoffrey E. Hinton". An alias
/// in config is how to say that "G. Hinton" is meant: the same words in the same order always
/// agree.
bool same_person(std::string_view followed, std::string_view author);

/// A followed author of a paper, and how that is known: "Followed author: Ada Example (by name)".
struct AuthorMatch {
  std::string name;  ///< as config has it
  std::string reason;
};

/// The first followed author in the order of config. Where Semantic Scholar knows the paper and an
/// id is configured, the id decides: a namesake with another id does not match.
std::optional<AuthorMatch> followed_author(const Announced& paper,
                                           std::span<const config::AuthorConfig> followed,
                                           const ScholarAuthors& scholar);

/// Whether no author reaches the h-index that config asks for. False when it is not known of
/// anyone.
bool below_h_index(const Announced& paper, const ScholarAuthors& scholar,
                   std::optional<int> minimum);

}  // namespace broadsheet::scoring

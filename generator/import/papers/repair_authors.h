#pragma once
// Author lists that were cut at the commas of affiliations.

#include <string>
#include <vector>

namespace broadsheet::importer {

/// What became of a list of authors.
enum class AuthorList { Unchanged, Repaired, Doubtful };

struct RepairedAuthors {
  std::vector<std::string> names;
  AuthorList how = AuthorList::Unchanged;
};

/// Joins pieces while a parenthesis or bracket is open, then removes it: "A (Univ", "College)"
/// becomes "A"; "B (1", "2)" becomes "B". A list of affiliations after all authors is removed, and
/// so are pieces without a letter or digit. The list is returned as it is, Doubtful, if parentheses
/// do not match, if several authors have the same short one, or if a single word follows a single
/// word with one. Time is linear in the bytes of all names.
RepairedAuthors repair_authors(const std::vector<std::string>& names);

}  // namespace broadsheet::importer

#pragma once
// Names of authors, as citations need them.

#include <string>
#include <string_view>

namespace broadsheet::render {

/// The parts of "Laurens van der Maaten" or "Frank E. Harrell Jr.".
struct AuthorName {
  std::string family;  ///< with its particles; the whole name of a group and of a single name
  std::string suffix;  ///< "Jr."; may be empty
  std::string given;   ///< empty for single names and groups
};

/// Splits a name as arXiv writes it: given names first, with single spaces. The family name is the
/// last word, or begins with the first particle ("de", "van", "ibn"), as in BibTeX.
AuthorName parse_author_name(std::string_view name);

/// "van der Maaten, Laurens", "Harrell, Jr., Frank E.": the order of BibTeX. Names of groups and
/// single names are returned unchanged.
std::string bibtex_order(const AuthorName& name);

/// "van der Maaten, Laurens", "Harrell, Frank E., Jr.": the order of RIS and of citation_author.
std::string ris_order(const AuthorName& name);

}  // namespace broadsheet::render

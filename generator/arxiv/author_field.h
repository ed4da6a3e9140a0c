#pragma once
// The names in an author field of arXiv.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::arxiv {

/// Names are separated by commas outside parentheses. Affiliations are removed, "Jr" stays with its
/// name.
/// @param with_and  the word "and" separates names too, as in raw author fields
std::vector<std::string> split_authors(std::string_view field, bool with_and);

/// The words of a text, separated by spaces.
std::vector<std::string> words_of(std::string_view text);

}  // namespace broadsheet::arxiv

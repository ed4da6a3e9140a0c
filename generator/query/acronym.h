#pragma once
// Acronyms of an archive, in queries. Twin: themes/shared/search/acronyms.js;
// tests/vectors/acronyms.json binds both.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"

namespace broadsheet::query {

/// What papers write as "long form (ACR)". All words are folded.
struct Acronym {
  std::string acronym;             ///< singular: "moe"
  std::vector<std::string> words;  ///< of the long form: mixture, of, experts

  bool operator==(const Acronym&) const = default;
};

/// "moe mixture of experts", as indexes keep it.
std::string acronym_text(const Acronym& acronym);
/// From acronym_text.
Acronym parse_acronym(std::string_view text);

/// A word of four letters or more without its last s, but for "ss".
std::string_view singular(std::string_view word);

/// The words of a long form that are not stop words.
std::vector<std::string> content_words(const Acronym& acronym);

/// A place of a query where an acronym of the archive or its long form is typed.
struct Expansion {
  const Acronym* acronym = nullptr;
  std::size_t first = 0;  ///< clause
  std::size_t count = 0;  ///< clauses of a long form; 0: the acronym is typed

  bool operator==(const Expansion&) const = default;
};

/// All such places, by clause, then in the order of `acronyms`. Quoted words, prefixes, excluded
/// words and words that name days are none; the words of a long form follow one another and are of
/// one field. A long form that is a part of a longer one is left out.
std::vector<Expansion> find_expansions(std::span<const Clause> clauses,
                                       std::span<const Acronym> acronyms);

}  // namespace broadsheet::query

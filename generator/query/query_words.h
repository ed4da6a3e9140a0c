#pragma once
// What the words of a query stand for besides themselves. Twin:
// themes/shared/search/query-words.js.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"
#include "text/tokenize.h"

namespace broadsheet::query {

/// Whether a clause has neither a sign nor a field.
bool is_plain(const Clause& clause);

/// Whether a word, not empty, is of a script without spaces: the words of the index that begin with
/// it are not longer than two characters.
bool is_unspaced_word(std::string_view word);

/// Whether it is one character of such a script.
bool is_single_unspaced(std::string_view word);

/// Whether a word of `value` is the beginning of words: it has two characters or more and a `*`
/// follows that ends the value, or it is a single character of a script without spaces.
bool is_prefix(std::string_view value, const text::Word& word);

/// The words of `value` as they follow one another in a paper that has `value` somewhere.
std::vector<std::string> phrase_words(std::string_view value);

/// Other spellings of the i-th word: joined with the only word that a hyphen ties to it
/// ("lowrank"), a version without its v or with one.
std::vector<std::string> other_spellings(std::span<const text::Word> words, std::size_t i);

/// Gives each two neighbouring words that papers may write as one their joined form: words without
/// quotes, of one sign and field, neither excluded nor prefixes nor stop words.
void join_neighbours(std::vector<Clause>& clauses);

/// A word that counts only in quotes, with a sign or a field, or if there are no others.
bool is_stop_word(std::string_view word);

/// Of the name of a month next to a year both clauses get the date: "march 2026" is "2026-03".
void join_months(std::vector<Clause>& clauses);

}  // namespace broadsheet::query

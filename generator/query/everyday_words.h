#pragma once
// Words of everyday English in queries that state a need ("making attention cheaper for long
// contexts"). Twin: themes/shared/search/everyday.js; tests/vectors/everyday.json binds both.

#include <cstddef>
#include <span>
#include <string_view>

#include "query/resolve.h"

namespace broadsheet::query {

/// A query of so many words, words of questions and dates apart, states a need. Shorter ones mostly
/// name a paper.
constexpr std::ptrdiff_t kLongQuery = 4;

/// Words that name no topic but may be in a title: "making", "beat".
/// @param word  folded
bool is_everyday_word(std::string_view word);

/// Whether a query is as long as kLongQuery.
bool is_long(std::span<const Group> groups);

/// Lowers the weights of everyday words of a long query that has other words as well: rare in
/// papers, they would weigh most.
void lower_everyday_words(std::span<Group> groups);

}  // namespace broadsheet::query

#pragma once
// What a word is worth. Twins: rarity and rankKey in themes/shared/search/weights.js.

namespace broadsheet::query {

/// What one word is worth, by how rare it is, as Xapian's BM25 has it:
///
///     t = (N - n + 0.5) / (n + 0.5);  t < 2 becomes t / 2 + 1;  ln t
///
/// The middle step keeps a word that most papers hold from counting against them.
///
/// @param n  papers that hold the word, 1 to N
/// @param N  papers in the index
/// @return   no unit, > 0; comparable only within one index
///
/// Source: xapian-core 1.4, weight/bm25weight.cc; ranking rule, section 1.
double rarity(double n, double N);

/// The order of results: ranks that differ only by the order in which a processor adds are equal.
double rank_key(double rank);

}  // namespace broadsheet::query

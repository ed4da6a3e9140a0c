#pragma once
// The best papers of a long query in the order of their rank and of how close they are to the
// subject of the first ones. Twin: themes/shared/search/subject.js; tests/vectors/subject.json
// binds both.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::query {

/// So many papers are put in order; those after them stay.
constexpr std::size_t kSubjectPapers = 50;

struct SubjectCandidate {
  double rank = 0;
  bool all = false;                     ///< the paper has all words of the query
  std::span<const std::int8_t> vector;  ///< all of one length, -7 to 7
};

/// Papers with all words come first and stay in their order: they answer the query as it is. The
/// subject is the sum of the vectors of the first 15 papers, an earlier one more often. Another
/// paper counts by its rank and by the cosine with the subject, each in parts of the greatest;
/// equal ones (to 10^-9) stay in their order. Whole numbers and correctly rounded operations: the
/// same everywhere.
/// @param candidates  by falling rank
/// @return their numbers, in the new order
std::vector<std::size_t> order_by_subject(std::span<const SubjectCandidate> candidates);

}  // namespace broadsheet::query

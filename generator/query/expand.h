#pragma once
// Acronyms for their long forms and long forms for their acronyms, in resolved queries. Used by
// resolve.cc only. Twin: expand in themes/shared/search/acronyms.js.

#include <cstddef>
#include <optional>
#include <span>

#include "query/resolve.h"

namespace broadsheet::query {

/// Adds what else the words of a query are written as, at half of the greatest weight of their
/// group: to an acronym papers with all words of its long form, to each word of a long form the
/// acronym.
/// @param groups  for each clause its group in `result`, if it has just one
void expand(std::span<const Clause> clauses, std::span<const std::optional<std::size_t>> groups,
            const Lexicon& lexicon, Resolution& result);

}  // namespace broadsheet::query

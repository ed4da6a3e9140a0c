#pragma once
// Formulas of the whole library, whichever pages were made.

#include <cstddef>
#include <vector>

#include "base/diagnostics.h"
#include "maths/maths.h"
#include "model/library.h"

namespace broadsheet::app {

/// Asks for every formula of some digests, as making their pages would.
/// @param digests  indexes into Library::digests()
void ask_for_formulas(const Library& library, const std::vector<std::size_t>& digests,
                      maths::MathsConverter& maths);

/// Names each formula that could not be read, at the first paper that holds it.
void report_formulas(const Library& library, const maths::MathsConverter& maths,
                     Diagnostics& problems);

}  // namespace broadsheet::app

#pragma once
// Approx stands in another namespace in Catch2 3.

#include "support/catch.h"

namespace broadsheet::test {

#if __has_include(<catch2/catch_all.hpp>)
using Near = Catch::Approx;
#else
using Near = Approx;
#endif

/// Equal but for rounding.
inline Near near(double value) { return Near(value); }

}  // namespace broadsheet::test

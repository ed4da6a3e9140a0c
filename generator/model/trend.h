#pragma once
// A result of the index that pages show.

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet {

/// A term that more papers of a month contain than of the months before.
struct Trend {
  std::string term;                   ///< as written
  double rise = 0;                    ///< share of papers now over the share before; 0: none before
  std::vector<std::uint32_t> counts;  ///< papers about it, for each of Library::months()
  /// Up to five papers of the month, highest score first; indexes into Library::papers().
  std::vector<std::uint32_t> papers;
};

}  // namespace broadsheet

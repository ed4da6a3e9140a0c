#pragma once
// A result of the index that pages show.

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet {

/// A paper that is similar to another one.
struct RelatedPaper {
  std::uint32_t paper = 0;                ///< index into Library::papers()
  std::vector<std::string> shared_terms;  ///< as written, best first; two to four
};

}  // namespace broadsheet

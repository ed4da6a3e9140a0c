#pragma once
// The formulas of the library and of own pages, whichever pages are made.

#include <cstddef>
#include <future>
#include <optional>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "maths/maths.h"
#include "model/library.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// Converts every formula of a library in a thread of its own, as the engine takes long to start
/// and pages need it late.
class LibraryFormulas {
 public:
  /// @param cache  file of an earlier build's formulas; read here, written by `finish`
  /// @param grown  if the cache holds all formulas but those of some new digests: their indexes
  /// into
  ///               Library::digests()
  /// The library and the pages must outlive this.
  LibraryFormulas(const Library& library, const std::vector<render::FreePage>& pages,
                  fs::path cache, const std::optional<std::vector<std::size_t>>& grown);

  /// Waits until all are converted.
  maths::MathsConverter& converter();

  /// Reports each formula that could not be converted, at the first page or paper that has it, and
  /// saves the cache.
  void finish(Diagnostics& problems);

 private:
  const Library& library_;
  const std::vector<render::FreePage>& pages_;
  fs::path cache_;
  maths::MathsConverter maths_;
  std::future<void> work_;
};

}  // namespace broadsheet::app

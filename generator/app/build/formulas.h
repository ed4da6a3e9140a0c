#pragma once
// The formulas of the whole library, whichever pages are made.

#include <cstddef>
#include <future>
#include <optional>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "maths/maths.h"
#include "model/library.h"

namespace broadsheet::app {

/// Converts every formula of a library in a thread of its own, as the engine takes long to start
/// and pages need it late.
class LibraryFormulas {
 public:
  /// @param cache  file of an earlier build's formulas; read here, written by `finish`
  /// @param grown  if the cache holds all formulas but those of some new digests: their indexes
  /// into
  ///               Library::digests()
  /// The library must outlive this.
  LibraryFormulas(const Library& library, fs::path cache,
                  const std::optional<std::vector<std::size_t>>& grown);

  /// Waits until all are converted.
  maths::MathsConverter& converter();

  /// Names each formula that could not be converted, at the first paper that has it, and saves the
  /// cache.
  void finish(Diagnostics& problems);

 private:
  const Library& library_;
  fs::path cache_;
  maths::MathsConverter maths_;
  std::future<void> work_;
};

}  // namespace broadsheet::app

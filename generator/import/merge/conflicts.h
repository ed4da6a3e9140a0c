#pragma once
// Reports of facts on which two sources differ.

#include <cstddef>
#include <string>
#include <utility>

#include "base/diagnostics.h"

namespace broadsheet::importer {

class Conflicts {
 public:
  explicit Conflicts(Diagnostics& problems) : problems_(problems) {}

  /// A warning at the place whose value is not used, and a note at the other one.
  void add(const Location& other, std::string message, const Location& kept, std::string note) {
    ++count_;
    problems_.warning(other, std::move(message));
    problems_.note(kept, std::move(note));
  }

  std::size_t count() const { return count_; }

 private:
  Diagnostics& problems_;
  std::size_t count_ = 0;
};

}  // namespace broadsheet::importer

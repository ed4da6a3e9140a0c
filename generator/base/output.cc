#include "base/output.h"

#include <cassert>

namespace broadsheet {

void MemoryOutput::write(std::string_view path, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  [[maybe_unused]] const bool added = files_.emplace(path, bytes).second;
  assert(added && "two pages claim one path");
}

}  // namespace broadsheet

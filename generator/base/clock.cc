#include "base/clock.h"

namespace broadsheet {

Clock system_clock_now() {
  return [] { return std::chrono::system_clock::now(); };
}

}  // namespace broadsheet

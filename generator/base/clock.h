#pragma once
// "Today" is handed in, never taken: a build must not depend on when it runs.

#include <chrono>
#include <functional>

namespace broadsheet {

/// Gives the present moment, UTC. `system_clock_now` in the program, a fixed one in tests.
using Clock = std::function<std::chrono::system_clock::time_point()>;

/// The machine's clock.
Clock system_clock_now();

}  // namespace broadsheet

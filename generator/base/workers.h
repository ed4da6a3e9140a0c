#pragma once
// Several threads that do the same work.

#include <cstddef>
#include <functional>
#include <thread>

namespace broadsheet {

/// Starts a thread. Throws std::system_error if the system refuses one.
using ThreadStarter = std::function<std::thread(std::function<void()>)>;

/// Runs `work` on `count` threads, the calling one included, and returns when all have ended.
///
/// If the system refuses a thread, those that run do the work: `work` takes its share from a common
/// queue. Rethrows the first exception of a worker after all have ended.
/// @param start  replaces std::thread in tests
void run_workers(std::size_t count, const std::function<void()>& work,
                 const ThreadStarter& start = nullptr);

}  // namespace broadsheet

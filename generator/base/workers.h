#pragma once
// Threads, and what happens where the system refuses one: fewer threads do the work, or an Error.

#include <cstddef>
#include <functional>
#include <future>
#include <thread>

namespace broadsheet {

/// Runs `work` on a thread of its own or, if the system refuses one, on the thread that asks for
/// the result.
template <typename Work>
auto start_task(Work work) {
  // As an lvalue: before the system refuses, libstdc++ has moved from an rvalue.
  return std::async(std::launch::async | std::launch::deferred, work);
}

/// A thread that must run beside the caller. Throws Error if the system refuses it.
std::thread start_thread(std::function<void()> work);

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

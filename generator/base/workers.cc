#include "base/workers.h"

#include <exception>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"

namespace broadsheet {

std::thread start_thread(std::function<void()> work) {
  try {
    return std::thread(std::move(work));
  } catch (const std::system_error& e) {
    throw Error(ErrorKind::Io, {}, "the system refuses another thread: " + e.code().message());
  }
}

void run_workers(std::size_t count, const std::function<void()>& work, const ThreadStarter& start) {
  std::mutex mutex;
  std::exception_ptr failure;
  const auto guarded = [&] {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(count);
  try {
    while (threads.size() + 1 < count) {
      threads.push_back(start ? start(guarded) : std::thread(guarded));
    }
  } catch (const std::system_error&) {
    // The workers that were started do the work.
  }
  guarded();
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace broadsheet

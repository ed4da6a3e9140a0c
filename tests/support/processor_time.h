#pragma once
// Time limits in tests: processor time, so that a busy machine does not break them.

#include <ctime>

namespace broadsheet::test {

/// Seconds of processor time that this thread has used since the construction.
class ProcessorTime {
 public:
  ProcessorTime() : begin_(now()) {}
  double seconds() const { return now() - begin_; }

 private:
  static double now() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  }
  double begin_;
};

}  // namespace broadsheet::test

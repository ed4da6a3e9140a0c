#pragma once
// Time limits in tests: processor time, so that a busy machine does not break them.

#include <ctime>

namespace broadsheet::test {

/// Programs with sanitizers take some ten times as long: texts that measure time are shorter there.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kHasSanitizer = true;
#else
inline constexpr bool kHasSanitizer = false;
#endif
#else
inline constexpr bool kHasSanitizer = false;  // the presets with sanitizers are for Clang
#endif

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

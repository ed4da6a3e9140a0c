#include "app/build/stages.h"

#include <time.h>

namespace broadsheet::app {
namespace {

/// CPU time of the calling thread.
std::chrono::duration<double> thread_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

Stages::Timer::Timer(Stages& stages, const std::string& name)
    : stages_(stages), start_(std::chrono::steady_clock::now()), processor_start_(thread_time()) {
  const std::lock_guard lock(stages_.mutex_);
  number_ = stages_.stages_.size();
  stages_.stages_.push_back({.name = name, .time = {}, .processor = {}});
}

Stages::Timer::~Timer() {
  const std::lock_guard lock(stages_.mutex_);
  stages_.stages_[number_].time = std::chrono::steady_clock::now() - start_;
  stages_.stages_[number_].processor = thread_time() - processor_start_;
}

}  // namespace broadsheet::app

#pragma once
// How long the stages of a build take.

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

namespace broadsheet::app {

/// How long each stage took, in the order in which they began. Safe to share between threads.
class Stages {
 public:
  struct Stage {
    std::string name;
    std::chrono::duration<double> time{};
    std::chrono::duration<double> processor{};  ///< CPU time of the thread that ran it
  };

  /// Runs `work` and returns its result.
  template <typename Work>
  auto time(const std::string& name, Work&& work) {
    const Timer timer(*this, name);
    return work();
  }

  const std::vector<Stage>& all() const { return stages_; }
  std::chrono::duration<double> total() const { return std::chrono::steady_clock::now() - start_; }

 private:
  class Timer {
   public:
    Timer(Stages& stages, const std::string& name);
    ~Timer();
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

   private:
    Stages& stages_;
    std::size_t number_;
    std::chrono::steady_clock::time_point start_;
    std::chrono::duration<double> processor_start_;
  };

  std::mutex mutex_;
  std::vector<Stage> stages_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace broadsheet::app

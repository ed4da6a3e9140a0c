#pragma once
// The pipeline: config, content and theme in, a tree of files out. No network; the same input
// gives the same bytes.

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "app/build/build_state.h"
#include "app/project.h"
#include "base/diagnostics.h"
#include "base/files.h"
#include "base/output.h"
#include "publish/disk_output.h"

namespace broadsheet::app {

/// How long each stage took, in the order in which they began. Safe to share between threads.
class Stages {
 public:
  struct Stage {
    std::string name;
    std::chrono::duration<double> time{};
    std::chrono::duration<double> processor{};  ///< of the thread that began it
  };

  /// Does `work` and gives back what it gives.
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

struct BuildOptions {
  bool clean = false;     ///< do everything anew, trust nothing that an earlier build left
  bool progress = false;  ///< a person asked: show a bar for the pages, and what to do next
  bool timings = false;   ///< also print the processor time of each stage
  std::function<bool()> give_up =
      {};  ///< asked now and then; when it says true, the last good site stays
};

struct BuildReport {
  bool failed = false;      ///< there are errors, and nothing was written
  int config_errors = 0;    ///< how many of the errors are in config.yaml
  bool given_up = false;    ///< nothing was written
  bool up_to_date = false;  ///< nothing had changed since the last build
  BuildFigures figures;
  publish::Published published;
  std::string index;         ///< what happened to the native index: "30 papers added"
  std::size_t formulas = 0;  ///< different ones
  std::size_t formulas_failed =
      0;  ///< of them, those that show their source; each one also a warning
  std::vector<Stages::Stage> stages;
  std::chrono::duration<double> total{};
  Diagnostics problems;  ///< all of them, in a stable order
  std::string warnings;  ///< the problems as text; when up to date, those of the last build
};

/// Builds site/ and .broadsheet/index of the project at `root`. All problems are found in one run;
/// with errors the last good site stays. Throws Error where the run cannot go on (no config.yaml,
/// disk full); the site then stays, too.
BuildReport build_site(const fs::path& root, const BuildOptions& options);

/// The same pipeline to any sink, for tests and previews. Nothing of the project is written but
/// `state`.
/// @param state  a folder for the index and the cache of formulas
BuildReport build_into(const fs::path& root, const fs::path& state, OutputSink& sink);

/// Brings the native index up to date with content/ without building the site, when it is not.
/// @return what was done; empty when nothing was
std::string refresh_index(const fs::path& root, Diagnostics& problems);

}  // namespace broadsheet::app

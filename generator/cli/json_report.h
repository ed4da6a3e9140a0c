#pragma once
// --json of commands that a scheduler or another program runs.

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

#include "app/commands/results.h"

namespace broadsheet::cli {

/// Adds --json to a command. With it, `run` prints one object when the work ends or fails:
/// {command, code, error, results: [{kind, ...}]}; all other output is left out, problems excepted.
class JsonReport {
 public:
  explicit JsonReport(CLI::App& sub);

  /// @param work  given where it adds its results; returns the exit code, or throws Error
  int run(const std::function<int(app::Results)>& work) const;

 private:
  std::string command_;
  std::shared_ptr<bool> wanted_ = std::make_shared<bool>(false);
};

}  // namespace broadsheet::cli

#pragma once
// What a command line chooses.

#include <filesystem>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace broadsheet::cli {

/// What a command line comes to: where, and what to do there.
struct Choice {
  std::string folder = ".";
  std::function<int()> run;

  std::filesystem::path root() const { return folder; }
};

}  // namespace broadsheet::cli

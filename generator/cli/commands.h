#pragma once
// The commands of the program: their options, their help, and what they do.

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

/// Adds all commands to `line`. After parsing, choice.run does what was asked and gives the exit
/// code. Both must outlive the parsing and the run.
void add_commands(CLI::App& line, Choice& choice);

}  // namespace broadsheet::cli

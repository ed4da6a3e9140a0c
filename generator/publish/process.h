#pragma once
// Running another program, without a shell.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace broadsheet::publish {

struct Command {
  std::vector<std::string> words;  ///< the program, looked for in PATH, and its arguments
  fs::path folder = ".";           ///< where it runs
  std::map<std::string, std::string>
      variables;           ///< beside those of this process; an empty value unsets
  std::string_view input;  ///< its stdin
};

struct Ran {
  int status =
      0;  ///< exit code, 128 + signal when it was killed, 127 when there is no such program
  std::string out;
  std::string err;
};

/// Runs a program to its end. Throws Error(Io) when none can be started at all.
Ran run(const Command& command);

}  // namespace broadsheet::publish

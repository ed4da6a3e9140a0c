#pragma once
// Runs another program, without a shell.

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace broadsheet::publish {

struct Command {
  std::vector<std::string> words;                ///< the program, found by PATH, and its arguments
  fs::path folder = ".";                         ///< working folder of the program
  std::map<std::string, std::string> variables;  ///< set for the program; an empty value unsets one
  std::string_view input;                        ///< its stdin
  std::chrono::duration<double> time_limit{0};   ///< 0: none
};

struct ProcessResult {
  int status = 0;  ///< exit code, 128 + signal if it was killed, 127 if there is no such program
  std::string out;
  std::string err;
  bool timed_out = false;  ///< it was ended, with all programs it had started
};

/// Runs a program to its end, or ends it after the time limit. Throws Error(Io) if it cannot be
/// started.
ProcessResult run(const Command& command);

}  // namespace broadsheet::publish

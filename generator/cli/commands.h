#pragma once
// The commands of the program: their options, their help, and what they do.

#include "cli/choice.h"

namespace broadsheet::cli {

/// Adds all commands to `line`. After parsing, choice.run does what was asked and gives the exit
/// code. Both must outlive the parsing and the run.
void add_commands(CLI::App& line, Choice& choice);

}  // namespace broadsheet::cli

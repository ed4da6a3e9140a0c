#pragma once
// broadsheet taste.

#include <CLI/CLI.hpp>

#include "cli/choice.h"

namespace broadsheet::cli {

void add_taste(CLI::App& line, Choice& choice);

}  // namespace broadsheet::cli

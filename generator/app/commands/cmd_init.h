#pragma once
// broadsheet init: a folder that is ready to build.

#include <optional>

#include "app/init/new_digest.h"
#include "base/files.h"

namespace broadsheet::app {

/// Writes config.yaml with every key explained, a page, a README, .gitignore and the workflows for
/// GitHub. Files that exist stay, and a .gitignore gets the lines it lacks. Throws Error(Usage) if
/// there is a config.yaml, and as new_settings does; then nothing is written.
/// @param ask  asks for what the options lack; without it nothing is asked
/// @return 0
int run_init(const fs::path& folder, InitOptions options, const std::optional<Ask>& ask);

/// Questions in the terminal that this process has; nullopt if it has none.
std::optional<Ask> terminal_questions();

}  // namespace broadsheet::app

#pragma once
// broadsheet init: a folder that is ready to build.

#include "base/files.h"

namespace broadsheet::app {

/// Writes config.yaml with every key explained, prompts, a page, a README, .gitignore and the
/// workflows for GitHub. Files that are there already stay, config.yaml excepted:
/// throws Error(Usage) when there is one.
/// @return 0
int run_init(const fs::path& folder);

}  // namespace broadsheet::app

#pragma once
// broadsheet import: digests of older programs to content/.

#include <string>
#include <vector>

#include "app/commands/results.h"
#include "base/files.h"

namespace broadsheet::app {

struct ImportOptions {
  std::vector<std::string> maps = {};  ///< --map: files that explain the names of other programs
  bool undo = false;                   ///< --undo: take the last import back; no paths
  /// {kind: "import", dry_run, written, unchanged, failed: days; entries, papers, conflicts, files:
  /// numbers}
  Results results = nullptr;
  bool git = false;   ///< --git: every version of the files in the history of their repository
  bool list = false;  ///< --list: only report what every file has and would give; write nothing
};

/// @return 0; 1 when a file could not be used or content/ cannot be read
int run_import(const fs::path& root, const std::vector<fs::path>& inputs,
               const ImportOptions& options);

}  // namespace broadsheet::app

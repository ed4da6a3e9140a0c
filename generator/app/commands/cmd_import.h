#pragma once
// broadsheet import: digests of older programs to content/.

#include <vector>

#include "base/files.h"

namespace broadsheet::app {

struct ImportOptions {
  bool list = false;  ///< --list: report the kind of every file, not only of those left out
};

/// @return 0; 1 when a file could not be used or content/ cannot be read
int run_import(const fs::path& root, const std::vector<fs::path>& inputs,
               const ImportOptions& options);

}  // namespace broadsheet::app

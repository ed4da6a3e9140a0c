#pragma once
// broadsheet check: one report of all that is wrong with a project.

#include "base/files.h"

namespace broadsheet::app {

struct CheckOptions {
  bool json = false;
  bool fix = false;  ///< --fix: mend what can be made anew: the index, the site, stale files
};

/// Settings, digests (the format, doubles, counts that do not add up, weekdays without a digest),
/// theme, index against content, links and sizes of the built site.
/// @return 0 without errors (warnings do not count), 1 with errors, 2 when config.yaml has some
int run_check(const fs::path& root, const CheckOptions& options);

}  // namespace broadsheet::app

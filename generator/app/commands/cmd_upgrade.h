#pragma once
// broadsheet upgrade: brings a project of an earlier version to this one.

#include "app/commands/results.h"
#include "app/project.h"

namespace broadsheet::app {

struct UpgradeOptions {
  bool dry_run = false;       ///< --dry-run: report, write nothing
  Results results = nullptr;  ///< {kind: "upgrade", path, change, reason}
};

/// Applies plan_upgrade and prints each change; of files that the owner has edited, how they
/// differ. A file that is replaced is first copied to .broadsheet/backup/<hash>/. The caller holds
/// the lock.
/// @return kDone; kNothingNew if there is nothing to do; kPartial if edited files remain
int run_upgrade(const fs::path& root, const UpgradeOptions& options);

}  // namespace broadsheet::app

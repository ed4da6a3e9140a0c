#pragma once
// broadsheet publish: the built site to a git branch, a folder, or a tar file for GitHub's Pages
// action.

#include <optional>
#include <string>

#include "app/commands/results.h"
#include "base/files.h"

namespace broadsheet::app {

struct PublishOptions {
  std::optional<fs::path> to = {};          ///< --to DIR: into a folder
  std::optional<fs::path> artifact = {};    ///< --artifact FILE: a tar file
  std::optional<std::string> remote = {};   ///< --remote: a name or URL; else publish.remote
  std::optional<std::string> branch = {};   ///< --branch; else publish.branch
  std::optional<std::string> message = {};  ///< --message of the commit
  bool allow_removal = false;               ///< --allow-removal: days that are published may go
  bool dry_run = false;                     ///< --dry-run: list what would change
  /// {kind: "publish", to, dry_run, commit, added, changed, removed}
  Results results = nullptr;
};

/// Brings the site up to date, checks it (links, anchors, sizes, .nojekyll, CNAME, every digest has
/// its page, no published day would vanish) and publishes it. The caller holds the lock.
/// @return 0, also when nothing had changed; 1 when a check fails, 2 when config.yaml has errors
/// Throws Error(Network) when the remote does not take it, Error(Usage) without git.
int run_publish(const fs::path& root, const PublishOptions& options);

}  // namespace broadsheet::app

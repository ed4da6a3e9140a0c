#pragma once
// A site on a branch of a git repository elsewhere, by the real git.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "publish/disk_output.h"
#include "publish/site_files.h"

namespace broadsheet::publish {

struct GitTarget {
  fs::path project;  ///< its repository is used, with its remotes and its rights, when it is in one
  fs::path state;  ///< .broadsheet: an index of what was published, a repository when there is none
  std::string remote;  ///< name or URL
  std::string branch;
  bool keep_history = true;  ///< false: the branch is one commit without a parent, pushed by force
};

struct GitPublished {
  std::string commit;  ///< empty when nothing had changed
  DiskOutput::Changes changes;
};

/// One commit a publish. The project's own branches, index and files are not touched; the commit is
/// made from an index of its own. The caller holds the project's lock.
class GitBranch {
 public:
  /// Throws Error(Usage) when there is no git, no repository for a remote that is a name, or the
  /// branch cannot have such a name.
  explicit GitBranch(GitTarget target);

  /// What a publish would change. Throws Error(Network) when the remote cannot be read,
  /// Error(Usage) when the branch holds a project's sources: then it is the wrong branch.
  DiskOutput::Changes changes(const SiteFiles& site);

  /// Commits and pushes, unless nothing differs. When somebody else pushed meanwhile, tries again
  /// on top of that, up to five times.
  /// @param accept  told of the changes against what is published, before each push; throws to
  /// refuse
  GitPublished push(const SiteFiles& site, const std::string& message,
                    const std::function<void(const DiskOutput::Changes&)>& accept);

 private:
  std::string git(const std::vector<std::string>& words, std::string_view input = {}) const;
  std::string remote_git(const std::vector<std::string>& words) const;
  std::string tip() const;
  void fetch(const std::string& commit) const;
  std::string write_tree(const SiteFiles& site) const;
  std::string tree_of(const SiteFiles& site) const;
  DiskOutput::Changes compare(const std::string& commit, const std::string& tree) const;
  std::string commit_tree(const std::string& tree, const std::string& parent,
                          const std::string& message) const;

  GitTarget target_;
  fs::path repository_;
  std::string ref_;
};

/// "https://token@host/x" without what stands before the @: for messages.
std::string without_secrets(std::string text);

}  // namespace broadsheet::publish

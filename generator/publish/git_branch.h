#pragma once
// A site on a branch of a remote git repository.

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "publish/disk_output.h"
#include "publish/git.h"
#include "publish/remote_url.h"
#include "publish/site_files.h"

namespace broadsheet::publish {

struct GitTarget {
  fs::path project;    ///< if it is in a repository, that one is used, with its remotes and rights
  fs::path state;      ///< .broadsheet: the index of what was published, or a repository of its own
  std::string remote;  ///< name or URL
  std::string branch;
  bool keep_history = true;  ///< false: the branch is one commit without a parent, pushed by force
  std::chrono::duration<double> time_limit{600};  ///< for each git command
  std::vector<std::string> secret_variables{};    ///< not passed to git and its hooks
};

struct GitPublished {
  std::string commit;  ///< empty if nothing differed
  DiskOutput::Changes changes;
  std::vector<std::string> kept;  ///< files on the branch that no publish put there
};

/// Publishes a site as one commit. Files on the branch that no publish put there stay, unless the
/// site has a file of that path. The project's own branches, index and files are not changed. The
/// caller holds the project's lock.
class GitBranch {
 public:
  /// Throws Error(Usage) if git is not installed, if there is no repository for a remote that is a
  /// name, or if the branch's name is not allowed.
  explicit GitBranch(GitTarget target);

  /// What a publish would change; `commit` is empty. Throws Error(Network) if the remote cannot be
  /// read, Error(Usage) if the branch holds the sources of a project: it is the wrong branch.
  GitPublished changes(const SiteFiles& site);

  /// Commits and pushes, unless nothing differs. If somebody else pushes meanwhile, tries again on
  /// top of that, up to five times.
  /// @param accept  receives the changes before each push; throws to refuse them
  GitPublished push(const SiteFiles& site, const std::string& message,
                    const std::function<void(const DiskOutput::Changes&)>& accept);

 private:
  /// Files of a tree: "mode type hash" by path.
  using Entries = std::map<std::string, std::string>;

  /// What a publish starts from, and what it would push.
  struct Draft {
    std::string parent;  ///< the commit of the branch; empty if there is none
    std::string tree;
    GitPublished result;
  };

  void find_repository();
  void find_remotes();
  std::string tip() const;
  void fetch(const std::string& commit, const std::string& depth) const;
  std::string last_publish(const std::string& commit) const;
  Entries entries_of(const std::string& commit) const;
  Entries foreign_entries(const std::string& commit) const;
  std::string write_tree(const SiteFiles& site, const Entries& kept) const;
  std::string tree_of(const SiteFiles& site, const Entries& kept) const;
  DiskOutput::Changes compare(const std::string& commit, const std::string& tree) const;
  Draft draft(const SiteFiles& site) const;
  std::string commit_tree(const std::string& tree, const std::string& parent,
                          const std::string& message) const;

  GitTarget target_;
  Git git_;
  std::string ref_;
  bool is_shallow_ = false;
  RemoteUrl fetch_from_;
  RemoteUrl push_to_;
};

}  // namespace broadsheet::publish

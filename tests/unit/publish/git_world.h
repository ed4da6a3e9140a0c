#pragma once
// A project with a site, and a repository that it is published to.

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "publish/git_branch.h"
#include "publish/process.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

namespace broadsheet::test {

/// What git prints, without its last newline; the test stops when git fails.
inline std::string git(const fs::path& folder, std::vector<std::string> words) {
  words.insert(words.begin(),
               {"git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c",
                "init.defaultBranch=main", "-c", "protocol.file.allow=always"});
  const publish::ProcessResult ran =
      publish::run({.words = words, .folder = folder, .variables = {}, .input = {}});
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  std::string out = ran.out;
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

/// A bare repository as the remote, a project with a site beside it.
class PublishWorld {
 public:
  PublishWorld() {
    git(folder_.path(), {"init", "-q", "--bare", "remote.git"});
    fs::create_directories(project() / ".broadsheet");
    write({{".nojekyll", ""}, {"index.html", "home"}, {"2026/07/14/index.html", "a day"}});
  }

  fs::path remote() const { return folder_ / "remote.git"; }
  fs::path project() const { return folder_ / "project"; }
  fs::path path(const std::string& name) const { return folder_ / name; }

  void write(const Tree& tree) {
    write_tree(tree, project() / "site");
    site_.paths.clear();
    for (const auto& [path, bytes] : tree) site_.paths.push_back(path);
    site_.folder = project() / "site";
  }
  const publish::SiteFiles& site() const { return site_; }

  publish::GitTarget target(bool keep_history = true, const std::string& remote = {}) const {
    return {.project = project(),
            .state = project() / ".broadsheet",
            .remote = remote.empty() ? this->remote().string() : remote,
            .branch = "gh-pages",
            .keep_history = keep_history};
  }
  publish::GitBranch branch(bool keep_history = true, const std::string& remote = {}) const {
    return publish::GitBranch(target(keep_history, remote));
  }
  std::string push(const std::string& message = "Publish", bool keep_history = true) const {
    publish::GitBranch to = branch(keep_history);
    return to.push(site_, message, [](const publish::DiskOutput::Changes&) {}).commit;
  }
  std::string commits() const { return git(remote(), {"rev-list", "--count", "gh-pages"}); }
  std::string files() const { return git(remote(), {"ls-tree", "-r", "--name-only", "gh-pages"}); }

  /// Somebody else's commit on the branch.
  void other_push(const std::string& file) const {
    const fs::path clone = path("clone-" + file);
    git(folder_.path(), {"clone", "-q", "-b", "gh-pages", remote().string(), clone.string()});
    write_file_atomically(clone / file, "another's");
    git(clone, {"add", "."});
    git(clone, {"commit", "-q", "-m", "Another's"});
    git(clone, {"push", "-q", "origin", "gh-pages"});
  }

  /// A hook of the remote: a script of the shell.
  void hook(const std::string& name, const std::string& script) const {
    const fs::path file = remote() / "hooks" / name;
    write_file_atomically(file, "#!/bin/sh\n" + script + "\n");
    fs::permissions(file, fs::perms::owner_all);
  }

 private:
  TempDir folder_;
  publish::SiteFiles site_;
};

/// What an Error of `work` reports; empty if there is none.
inline std::string failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace broadsheet::test

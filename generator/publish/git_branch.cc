#include "publish/git_branch.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <thread>
#include <utility>

#include "base/error.h"
#include "publish/kept_files.h"

namespace broadsheet::publish {
namespace {

constexpr int kTries = 5;

/// Depths of a shallow fetch until the last publish is found. The last one means all commits.
constexpr const char* kDepths[] = {"1", "100", "2147483647"};

bool is_in_repository(const fs::path& folder) {
  std::error_code error;
  for (fs::path at = fs::absolute(folder).lexically_normal();; at = at.parent_path()) {
    if (fs::exists(at / ".git", error)) return true;
    if (at == at.parent_path()) return false;
  }
}

bool is_name(const std::string& remote) {
  return remote.find_first_of("/:\\") == std::string::npos;
}

GitSettings settings_of(const GitTarget& target) {
  return {.folder = fs::absolute(target.project),
          .time_limit = target.time_limit,
          .secret_variables = target.secret_variables};
}

bool is_empty(const DiskOutput::Changes& changes) {
  return changes.added.empty() && changes.changed.empty() && changes.removed.empty();
}

}  // namespace

GitBranch::GitBranch(GitTarget target)
    : target_(std::move(target)), git_(settings_of(target_)), ref_("refs/heads/" + target_.branch) {
  target_.project = fs::absolute(target_.project);
  target_.state = fs::absolute(target_.state);
  const ProcessResult checked = git_.try_run({"check-ref-format", ref_});
  if (checked.status == 127) {
    throw Error(ErrorKind::Usage, {}, "publishing to a branch needs git, which is not installed");
  }
  if (checked.status != 0) {
    throw Error(ErrorKind::Usage, {}, "git takes no branch of the name '" + target_.branch + "'");
  }
  if (target_.remote.starts_with('-')) {
    throw Error(ErrorKind::Usage, {}, "'" + target_.remote + "' is no remote");
  }
  find_repository();
  find_remotes();
}

void GitBranch::find_repository() {
  const fs::path index = target_.state / "publish.index";
  if (is_in_repository(target_.project)) {
    const ProcessResult found = git_.try_run({"rev-parse", "--absolute-git-dir"});
    if (found.status != 0) {
      throw Error(ErrorKind::Usage, {display_path(target_.project), 0, 0},
                  "git does not read the repository here: " + message_of(found));
    }
    git_.use(first_line(found.out), index);
    // A clone of one commit, as schedulers make it, stays as small as it is.
    is_shallow_ = first_line(git_.run({"rev-parse", "--is-shallow-repository"})) == "true";
    return;
  }
  if (is_name(target_.remote)) {
    throw Error(ErrorKind::Usage, {display_path(target_.project), 0, 0},
                "the remote '" + target_.remote +
                    "' is a name, but this folder is in no git repository; "
                    "give a URL as publish.remote or --remote");
  }
  const fs::path own = target_.state / "publish.git";
  std::error_code error;
  if (!fs::exists(own / "HEAD", error)) {
    fs::create_directories(target_.state, error);
    const ProcessResult made = git_.try_run({"init", "-q", "--bare", own.string()});
    if (made.status != 0)
      throw Error(ErrorKind::Io, {display_path(own), 0, 0},
                  "git cannot create a repository: " + message_of(made));
  }
  git_.use(own, index);
  is_shallow_ = true;
}

/// A URL with credentials is passed to git without them. A remote's name is replaced by its URL
/// only if that has credentials: git would pass them on as arguments.
void GitBranch::find_remotes() {
  fetch_from_ = push_to_ = split_credentials(target_.remote);
  if (!is_name(target_.remote)) return;
  const auto resolve = [&](const std::vector<std::string>& words, RemoteUrl& remote) {
    const ProcessResult found = git_.try_run(words);
    const RemoteUrl url = split_credentials(first_line(found.out));
    if (found.status == 0 && !(url.user.empty() && url.password.empty())) remote = url;
  };
  resolve({"ls-remote", "--get-url", target_.remote}, fetch_from_);
  resolve({"remote", "get-url", "--push", target_.remote}, push_to_);
}

/// The commit of the branch; empty if there is no such branch.
std::string GitBranch::tip() const {
  const std::string line = git_.run_remote({"ls-remote", fetch_from_.url, ref_}, fetch_from_);
  return line.substr(0, line.find('\t'));
}

/// Gets a commit with its files, unless the repository has it.
/// @param depth  number of commits to get, if the repository is shallow
void GitBranch::fetch(const std::string& commit, const std::string& depth) const {
  const bool is_first = depth == kDepths[0];
  try {
    git_.run({"cat-file", "-e", commit + "^{tree}"});
    if (is_first) return;
  } catch (const Error&) {
    // It is not here yet.
  }
  std::vector<std::string> words = {"-c", "gc.auto=0", "fetch",
                                    "-q", "--no-tags", "--no-write-fetch-head"};
  if (is_shallow_) words.push_back("--depth=" + depth);
  words.insert(words.end(), {fetch_from_.url, ref_});
  git_.run_remote(words, fetch_from_);
}

/// The latest publish among a commit and its ancestors; empty if there is none.
std::string GitBranch::last_publish(const std::string& commit) const {
  for (const char* depth : kDepths) {
    fetch(commit, depth);
    const std::string found = first_line(git_.run(
        {"log", "-1", "--format=%H", "-E", "--grep=" + std::string(publish_pattern()), commit}));
    if (!found.empty() || !is_shallow_) return found;
  }
  return {};
}

GitBranch::Entries GitBranch::entries_of(const std::string& commit) const {
  Entries entries;
  for (const std::string& line : split_at_nul(git_.run({"ls-tree", "-r", "-z", commit}))) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) entries.emplace(line.substr(tab + 1), line.substr(0, tab));
  }
  return entries;
}

/// Files that no publish put on the branch: those that the last publish kept, and those that later
/// commits added.
GitBranch::Entries GitBranch::foreign_entries(const std::string& commit) const {
  Entries entries = entries_of(commit);
  if (entries.contains("config.yaml")) {
    throw Error(ErrorKind::Usage, {},
                "the branch '" + target_.branch +
                    "' holds config.yaml, so it seems to hold a project and not "
                    "a site; name another one as publish.branch");
  }
  const std::string published = last_publish(commit);
  if (published.empty()) return entries;
  const KeptFiles kept(git_.run({"log", "-1", "--format=%B", published}));
  const Entries before = published == commit ? entries : entries_of(published);
  std::erase_if(entries, [&](const auto& entry) {
    return before.contains(entry.first) && !kept.contains(entry.first);
  });
  return entries;
}

std::string GitBranch::write_tree(const SiteFiles& site, const Entries& kept) const {
  const std::string folder = fs::absolute(site.folder).string();
  std::vector<std::string> stale = split_at_nul(git_.run({"ls-files", "-z"}));
  std::erase_if(stale, [&](const std::string& path) {
    return kept.contains(path) || std::binary_search(site.paths.begin(), site.paths.end(), path);
  });
  if (!stale.empty()) {
    git_.run({"update-index", "-z", "--force-remove", "--stdin"}, join_with_nul(stale));
  }
  git_.run({"--work-tree=" + folder, "-C", folder, "update-index", "-z", "--add", "--replace",
            "--stdin"},
           join_with_nul(site.paths));
  std::vector<std::string> lines;
  for (const auto& [path, entry] : kept) lines.push_back(entry + "\t" + path);
  if (!lines.empty()) {
    git_.run({"update-index", "-z", "--add", "--replace", "--index-info"}, join_with_nul(lines));
  }
  return first_line(git_.run({"write-tree"}));
}

std::string GitBranch::tree_of(const SiteFiles& site, const Entries& kept) const {
  // The caller holds the project's lock, so a lock on this index is that of a run that was killed.
  std::error_code ignored;
  fs::remove(target_.state / "publish.index.lock", ignored);
  try {
    return write_tree(site, kept);
  } catch (const Error&) {
    // The index was damaged by a power cut, or git has removed its objects.
    fs::remove(target_.state / "publish.index", ignored);
    return write_tree(site, kept);
  }
}

DiskOutput::Changes GitBranch::compare(const std::string& commit, const std::string& tree) const {
  const std::string before = commit.empty() ? first_line(git_.run({"mktree"})) : commit + "^{tree}";
  const std::vector<std::string> lines = split_at_nul(
      git_.run({"diff-tree", "-r", "-z", "--no-renames", "--name-status", before, tree}));
  DiskOutput::Changes changes;
  for (std::size_t i = 0; i + 1 < lines.size(); i += 2) {
    (lines[i] == "A"   ? changes.added
     : lines[i] == "D" ? changes.removed
                       : changes.changed)
        .push_back(lines[i + 1]);
  }
  return changes;
}

GitBranch::Draft GitBranch::draft(const SiteFiles& site) const {
  Draft draft{.parent = tip(), .tree = {}, .result = {}};
  Entries kept;
  if (!draft.parent.empty()) {
    fetch(draft.parent, kDepths[0]);
    Entries foreign = foreign_entries(draft.parent);
    std::vector<std::string> paths;
    for (const auto& [path, entry] : foreign) paths.push_back(path);
    draft.result.kept = paths_beside(paths, site.paths);
    for (const std::string& path : draft.result.kept) kept.insert(foreign.extract(path));
  }
  draft.tree = tree_of(site, kept);
  draft.result.changes = compare(draft.parent, draft.tree);
  return draft;
}

std::string GitBranch::commit_tree(const std::string& tree, const std::string& parent,
                                   const std::string& message) const {
  std::vector<std::string> words;
  const bool has_author =
      std::getenv("GIT_COMMITTER_EMAIL") != nullptr ||
      git_.try_run({"--git-dir=" + git_.repository().string(), "config", "user.email"}).status == 0;
  if (!has_author) {
    words = {"-c", "user.name=broadsheet", "-c", "user.email=broadsheet@localhost.invalid"};
  }
  words.insert(words.end(), {"commit-tree", tree});
  if (!parent.empty()) words.insert(words.end(), {"-p", parent});
  return first_line(git_.run(words, message));
}

GitPublished GitBranch::changes(const SiteFiles& site) { return draft(site).result; }

GitPublished GitBranch::push(const SiteFiles& site, const std::string& message,
                             const std::function<void(const DiskOutput::Changes&)>& accept) {
  for (int attempt = 1;; ++attempt) {
    Draft draft = this->draft(site);
    if (!draft.parent.empty() && is_empty(draft.result.changes)) return draft.result;
    accept(draft.result.changes);
    draft.result.commit = commit_tree(draft.tree, target_.keep_history ? draft.parent : "",
                                      publish_message(message, draft.result.kept, site.paths));
    std::vector<std::string> words = {"push", "-q", "--no-verify"};
    if (!target_.keep_history) words.push_back("--force-with-lease=" + ref_ + ":" + draft.parent);
    words.insert(words.end(), {push_to_.url, draft.result.commit + ":" + ref_});
    try {
      git_.run_remote(words, push_to_);
      return draft.result;
    } catch (const Error&) {
      // Refused, and not because of another's push.
      if (attempt == kTries || tip() == draft.parent) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(200 * attempt));
    }
  }
}

}  // namespace broadsheet::publish

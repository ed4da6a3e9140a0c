#include "publish/git_branch.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>
#include <thread>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/marked_point.h"
#include "publish/process.h"

namespace broadsheet::publish {
namespace {

constexpr int kTries = 5;

/// Variables that would lead git to another repository: set when a hook or an alias runs us.
const std::map<std::string, std::string> kNoOthers = {
    {"GIT_DIR", ""},        {"GIT_WORK_TREE", ""},
    {"GIT_INDEX_FILE", ""}, {"GIT_OBJECT_DIRECTORY", ""},
    {"GIT_NAMESPACE", ""},  {"GIT_PREFIX", ""},
    {"GIT_COMMON_DIR", ""}, {"LC_ALL", "C.UTF-8"}};

/// What git said, as the end of a message: its last line that tells something.
std::string words_of(const Ran& ran) {
  std::string found;
  for (std::size_t begin = 0; begin < ran.err.size();) {
    const std::size_t end = std::min(ran.err.find('\n', begin), ran.err.size());
    // What the remote says is padded with blanks, to overwrite git's own progress.
    const std::string_view line = trimmed(std::string_view(ran.err).substr(begin, end - begin));
    if (line.starts_with("fatal: ") || line.starts_with("error: ") ||
        line.starts_with("remote: ") || line.starts_with("! ")) {
      if (!found.empty()) found += "; ";
      found += line;
    }
    begin = end + 1;
  }
  if (found.empty()) found = ran.err.substr(0, ran.err.find('\n'));
  if (found.empty()) found = "exit code " + std::to_string(ran.status);
  return without_secrets(found);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::vector<std::string> parts_of(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(part).append(1, '\0');
  return text;
}

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

/// Git only asks for a password when somebody is there to type it.
std::map<std::string, std::string> surroundings() {
  std::map<std::string, std::string> variables = kNoOthers;
  if (::isatty(STDIN_FILENO) == 0) variables["GIT_TERMINAL_PROMPT"] = "0";
  return variables;
}

}  // namespace

std::string without_secrets(std::string text) {
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at)) {
    at += 3;
    const std::size_t end = text.find_first_of("@/ '\n", at);
    if (end != std::string::npos && text[end] == '@') text.erase(at, end - at + 1);
  }
  return text;
}

GitBranch::GitBranch(GitTarget target)
    : target_(std::move(target)), ref_("refs/heads/" + target_.branch) {
  target_.project = fs::absolute(target_.project);
  target_.state = fs::absolute(target_.state);
  const auto plain = [&](std::vector<std::string> words) {
    return run({.words = std::move(words),
                .folder = target_.project,
                .variables = surroundings(),
                .input = {}});
  };
  const Ran checked = plain({"git", "check-ref-format", ref_});
  if (checked.status == 127) {
    throw Error(ErrorKind::Usage, {}, "publishing to a branch needs git, which is not installed");
  }
  if (checked.status != 0) {
    throw Error(ErrorKind::Usage, {}, "git takes no branch of the name '" + target_.branch + "'");
  }
  if (target_.remote.starts_with('-')) {
    throw Error(ErrorKind::Usage, {}, "'" + target_.remote + "' is no remote");
  }
  if (is_in_repository(target_.project)) {
    const Ran found = plain({"git", "rev-parse", "--absolute-git-dir"});
    if (found.status != 0) {
      throw Error(ErrorKind::Usage, {display_path(target_.project), 0, 0},
                  "git does not read the repository here: " + words_of(found));
    }
    repository_ = first_line(found.out);
    return;
  }
  if (is_name(target_.remote)) {
    throw Error(ErrorKind::Usage, {display_path(target_.project), 0, 0},
                "the remote '" + target_.remote +
                    "' is a name, but this folder is in no git repository; "
                    "give a URL as publish.remote or --remote");
  }
  repository_ = target_.state / "publish.git";
  std::error_code error;
  if (!fs::exists(repository_ / "HEAD", error)) {
    fs::create_directories(target_.state, error);
    const Ran made = plain({"git", "init", "-q", "--bare", repository_.string()});
    if (made.status != 0)
      throw Error(ErrorKind::Io, {display_path(repository_), 0, 0},
                  "git cannot make a repository: " + words_of(made));
  }
}

std::string GitBranch::git(const std::vector<std::string>& words, std::string_view input) const {
  std::map<std::string, std::string> variables = surroundings();
  variables["GIT_INDEX_FILE"] = (target_.state / "publish.index").string();
  // By itself git does not wait for objects to be on the disk, and a power cut leaves empty ones.
  std::vector<std::string> all = {"git", "--git-dir=" + repository_.string(),
                                  "-c",  "core.autocrlf=false",
                                  "-c",  "core.safecrlf=false",
                                  "-c",  "core.quotePath=false",
                                  "-c",  "core.fsync=added",
                                  "-c",  "core.fsyncMethod=batch"};
  all.insert(all.end(), words.begin(), words.end());
  const Ran ran =
      run({.words = all, .folder = target_.project, .variables = variables, .input = input});
  marked_point("git has run");
  if (ran.status == 0) return ran.out;
  const auto command = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return !word.starts_with("-") && word.find('=') == std::string::npos;
  });
  throw Error(ErrorKind::Io, {},
              "git " + (command == words.end() ? "" : *command) + ": " + words_of(ran));
}

std::string GitBranch::remote_git(const std::vector<std::string>& words) const {
  try {
    return git(words);
  } catch (const Error& e) {
    std::string reason = e.what();
    if (reason.starts_with("error: ")) reason.erase(0, 7);
    throw Error(ErrorKind::Network, {},
                "remote '" + without_secrets(target_.remote) + "': " + reason);
  }
}

/// The commit at the branch's end, there; empty when there is no such branch.
std::string GitBranch::tip() const {
  const std::string said = remote_git({"ls-remote", target_.remote, ref_});
  return said.substr(0, said.find('\t'));
}

/// Gets a commit with its files, unless it is here already.
void GitBranch::fetch(const std::string& commit) const {
  try {
    git({"cat-file", "-e", commit + "^{tree}"});
    return;
  } catch (const Error&) {
    // Not here yet.
  }
  std::vector<std::string> words = {"-c", "gc.auto=0", "fetch",
                                    "-q", "--no-tags", "--no-write-fetch-head"};
  // A clone of one commit, as schedulers make it, stays as small as it is.
  const bool shallow = repository_.filename() == "publish.git" ||
                       first_line(git({"rev-parse", "--is-shallow-repository"})) == "true";
  if (shallow) words.emplace_back("--depth=1");
  words.insert(words.end(), {target_.remote, ref_});
  remote_git(words);
}

std::string GitBranch::write_tree(const SiteFiles& site) const {
  const std::string folder = "--work-tree=" + fs::absolute(site.folder).string();
  const std::set<std::string> wanted(site.paths.begin(), site.paths.end());
  std::vector<std::string> stale = parts_of(git({"ls-files", "-z"}), '\0');
  std::erase_if(stale, [&](const std::string& path) { return wanted.contains(path); });
  if (!stale.empty()) {
    git({folder, "update-index", "-z", "--force-remove", "--stdin"}, joined(stale));
  }
  git({folder, "-C", fs::absolute(site.folder).string(), "update-index", "-z", "--add", "--replace",
       "--stdin"},
      joined(site.paths));
  return first_line(git({"write-tree"}));
}

std::string GitBranch::tree_of(const SiteFiles& site) const {
  // We hold the project's lock, so a lock on this index is of a run that was killed.
  std::error_code ignored;
  fs::remove(target_.state / "publish.index.lock", ignored);
  try {
    return write_tree(site);
  } catch (const Error&) {
    // An index that a power cut spoilt, or whose objects git has tidied away.
    fs::remove(target_.state / "publish.index", ignored);
    return write_tree(site);
  }
}

DiskOutput::Changes GitBranch::compare(const std::string& commit, const std::string& tree) const {
  const std::string before = commit.empty() ? first_line(git({"mktree"})) : commit + "^{tree}";
  const std::vector<std::string> said =
      parts_of(git({"diff-tree", "-r", "-z", "--no-renames", "--name-status", before, tree}), '\0');
  DiskOutput::Changes changes;
  for (std::size_t i = 0; i + 1 < said.size(); i += 2) {
    (said[i] == "A"   ? changes.added
     : said[i] == "D" ? changes.removed
                      : changes.changed)
        .push_back(said[i + 1]);
  }
  const bool sources = std::find(changes.removed.begin(), changes.removed.end(), "config.yaml") !=
                       changes.removed.end();
  if (sources) {
    throw Error(ErrorKind::Usage, {},
                "the branch '" + target_.branch +
                    "' holds config.yaml, so it seems to hold a project and not "
                    "a site; name another one as publish.branch");
  }
  return changes;
}

std::string GitBranch::commit_tree(const std::string& tree, const std::string& parent,
                                   const std::string& message) const {
  std::vector<std::string> words;
  const bool known =
      std::getenv("GIT_COMMITTER_EMAIL") != nullptr ||
      run({.words = {"git", "--git-dir=" + repository_.string(), "config", "user.email"},
           .folder = target_.project,
           .variables = surroundings(),
           .input = {}})
              .status == 0;
  if (!known) {
    words = {"-c", "user.name=broadsheet", "-c", "user.email=broadsheet@localhost.invalid"};
  }
  words.insert(words.end(), {"commit-tree", tree});
  if (!parent.empty()) words.insert(words.end(), {"-p", parent});
  return first_line(git(words, message + "\n"));
}

DiskOutput::Changes GitBranch::changes(const SiteFiles& site) {
  const std::string before = tip();
  if (!before.empty()) fetch(before);
  return compare(before, tree_of(site));
}

GitPublished GitBranch::push(const SiteFiles& site, const std::string& message,
                             const std::function<void(const DiskOutput::Changes&)>& accept) {
  const std::string tree = tree_of(site);
  for (int attempt = 1;; ++attempt) {
    const std::string before = tip();
    if (!before.empty()) fetch(before);
    GitPublished result{.commit = {}, .changes = compare(before, tree)};
    const DiskOutput::Changes& changes = result.changes;
    if (!before.empty() && changes.added.empty() && changes.changed.empty() &&
        changes.removed.empty()) {
      return result;
    }
    accept(changes);
    result.commit = commit_tree(tree, target_.keep_history ? before : "", message);
    std::vector<std::string> words = {"push", "-q", "--no-verify"};
    if (!target_.keep_history) words.push_back("--force-with-lease=" + ref_ + ":" + before);
    words.insert(words.end(), {target_.remote, result.commit + ":" + ref_});
    try {
      remote_git(words);
      return result;
    } catch (const Error&) {
      if (attempt == kTries || tip() == before) throw;  // refused, and not for another's push
      std::this_thread::sleep_for(std::chrono::milliseconds(200 * attempt));
    }
  }
}

}  // namespace broadsheet::publish

#pragma once
// The git program, with a time limit and without secrets in its environment and arguments.

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "publish/process.h"
#include "publish/remote_url.h"

namespace broadsheet::publish {

struct GitSettings {
  fs::path folder;                                ///< working folder of git
  std::chrono::duration<double> time_limit{600};  ///< for each command
  std::vector<std::string> secret_variables{};    ///< not passed to git and its hooks
};

/// Runs git. Variables that would lead it to another repository are unset; it asks for a password
/// only if stdin is a terminal.
class Git {
 public:
  explicit Git(GitSettings settings);

  /// Later commands work on this repository with an index of their own.
  void use(fs::path repository, fs::path index);
  const fs::path& repository() const { return repository_; }

  /// Runs git as it is, outside of the repository set by `use`.
  ProcessResult try_run(const std::vector<std::string>& words) const;

  /// stdout of a command. Throws Error(Io) with git's message if it fails.
  std::string run(const std::vector<std::string>& words, std::string_view input = {}) const;

  /// As `run` for a command that connects to `remote`. Its credentials reach git in variables that
  /// only the credential helper reads. Throws Error(Network).
  std::string run_remote(const std::vector<std::string>& words, const RemoteUrl& remote) const;

 private:
  using Variables = std::map<std::string, std::string>;

  Variables variables() const;
  ProcessResult run_with(Variables variables, const std::vector<std::string>& words,
                         std::string_view input) const;
  std::string failure_of(const std::vector<std::string>& words, const ProcessResult& result) const;

  GitSettings settings_;
  fs::path repository_;
  fs::path index_;
};

/// The lines of git's stderr that state what failed, joined, without secrets.
std::string message_of(const ProcessResult& result);

std::string first_line(const std::string& text);
/// Parts that end with a NUL, as git's option -z prints them.
std::vector<std::string> split_at_nul(std::string_view text);
std::string join_with_nul(const std::vector<std::string>& parts);

}  // namespace broadsheet::publish

#include "publish/git.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/log.h"
#include "base/marked_point.h"

namespace broadsheet::publish {
namespace {

/// Variables that lead git to another repository: set if a hook or an alias runs this program.
constexpr std::string_view kOtherRepository[] = {
    "GIT_DIR",       "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE", "GIT_PREFIX",    "GIT_COMMON_DIR"};

/// Prints the credentials for `git credential`. They are in variables, because other users of the
/// machine can read the arguments of a program.
constexpr const char* kHelper =
    "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' "
    "\"$BROADSHEET_GIT_USER\" \"$BROADSHEET_GIT_PASSWORD\"; }; f";

/// Settings for one git command, passed in variables. Those that are set already stay.
class ConfigVariables {
 public:
  explicit ConfigVariables(std::map<std::string, std::string>& variables) : variables_(variables) {
    if (const char* text = std::getenv("GIT_CONFIG_COUNT")) {
      const std::string_view count = text;
      std::from_chars(count.data(), count.data() + count.size(), count_);
    }
  }
  void add(const std::string& key, const std::string& value) {
    const std::string number = std::to_string(count_++);
    variables_["GIT_CONFIG_KEY_" + number] = key;
    variables_["GIT_CONFIG_VALUE_" + number] = value;
    variables_["GIT_CONFIG_COUNT"] = std::to_string(count_);
  }

 private:
  std::map<std::string, std::string>& variables_;
  unsigned count_ = 0;
};

/// "https://host" of a URL.
std::string origin_of(const std::string& url) {
  const std::size_t scheme = url.find("://");
  return url.substr(0, url.find('/', scheme + 3));
}

bool succeeded(const ProcessResult& result) { return result.status == 0 && !result.timed_out; }

void add_credentials(const RemoteUrl& remote, std::map<std::string, std::string>& variables) {
  if (remote.user.empty() && remote.password.empty()) return;
  const std::string scope = "credential." + origin_of(remote.url) + ".";
  ConfigVariables config(variables);
  if (remote.password.empty()) {
    config.add(scope + "username", remote.user);
    return;
  }
  variables["BROADSHEET_GIT_USER"] = remote.user;
  variables["BROADSHEET_GIT_PASSWORD"] = remote.password;
  config.add(scope + "helper", kHelper);
}

}  // namespace

std::string message_of(const ProcessResult& result) {
  std::string found;
  for (std::size_t begin = 0; begin < result.err.size();) {
    const std::size_t end = std::min(result.err.find('\n', begin), result.err.size());
    // The remote's lines are padded with blanks, to overwrite git's own progress.
    const std::string_view line = trimmed(std::string_view(result.err).substr(begin, end - begin));
    if (line.starts_with("fatal: ") || line.starts_with("error: ") ||
        line.starts_with("remote: ") || line.starts_with("! ")) {
      if (!found.empty()) found += "; ";
      found += line;
    }
    begin = end + 1;
  }
  if (found.empty()) found = first_line(result.err);
  if (found.empty()) found = "exit code " + std::to_string(result.status);
  return without_secrets(found);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::vector<std::string> split_at_nul(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\0'), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string join_with_nul(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(part).append(1, '\0');
  return text;
}

Git::Git(GitSettings settings) : settings_(std::move(settings)) {}

void Git::use(fs::path repository, fs::path index) {
  repository_ = std::move(repository);
  index_ = std::move(index);
}

Git::Variables Git::variables() const {
  Variables variables;
  for (const std::string_view name : kOtherRepository) variables[std::string(name)] = "";
  for (const std::string& name : settings_.secret_variables) variables[name] = "";
  variables["LC_ALL"] = "C.UTF-8";
  if (::isatty(STDIN_FILENO) == 0) variables["GIT_TERMINAL_PROMPT"] = "0";
  return variables;
}

ProcessResult Git::try_run(const std::vector<std::string>& words) const {
  std::vector<std::string> all = {"git"};
  all.insert(all.end(), words.begin(), words.end());
  return publish::run({.words = std::move(all),
                       .folder = settings_.folder,
                       .variables = variables(),
                       .input = {},
                       .time_limit = settings_.time_limit});
}

std::string Git::run(const std::vector<std::string>& words, std::string_view input) const {
  const ProcessResult result = run_with(variables(), words, input);
  if (succeeded(result)) return result.out;
  throw Error(ErrorKind::Io, {}, failure_of(words, result));
}

std::string Git::run_remote(const std::vector<std::string>& words, const RemoteUrl& remote) const {
  Variables with_credentials = variables();
  add_credentials(remote, with_credentials);
  const ProcessResult result = run_with(std::move(with_credentials), words, {});
  if (succeeded(result)) return result.out;
  throw Error(ErrorKind::Network, {},
              "remote '" + without_secrets(remote.url) + "': " + failure_of(words, result));
}

ProcessResult Git::run_with(Variables variables, const std::vector<std::string>& words,
                            std::string_view input) const {
  variables["GIT_INDEX_FILE"] = index_.string();
  // By default git does not flush objects to disk; a power cut would leave empty ones.
  std::vector<std::string> all = {"git", "--git-dir=" + repository_.string(),
                                  "-c",  "core.autocrlf=false",
                                  "-c",  "core.safecrlf=false",
                                  "-c",  "core.quotePath=false",
                                  "-c",  "core.fsync=added",
                                  "-c",  "core.fsyncMethod=batch"};
  all.insert(all.end(), words.begin(), words.end());
  ProcessResult result = publish::run({.words = std::move(all),
                                       .folder = settings_.folder,
                                       .variables = std::move(variables),
                                       .input = input,
                                       .time_limit = settings_.time_limit});
  marked_point("git has run");
  return result;
}

std::string Git::failure_of(const std::vector<std::string>& words,
                            const ProcessResult& result) const {
  const auto command = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return !word.starts_with("-") && word.find('=') == std::string::npos;
  });
  const std::string name = "git " + (command == words.end() ? "" : *command);
  if (!result.timed_out) return name + ": " + message_of(result);
  return name + ": no result within " + duration_text(settings_.time_limit) +
         " (publish.timeout_seconds)";
}

}  // namespace broadsheet::publish

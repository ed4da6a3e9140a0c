#include "publish/process.h"

#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <thread>

#include "base/descriptor.h"
#include "base/error.h"

namespace broadsheet::publish {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kFirstPause = std::chrono::microseconds(200);  // between two looks at the program
constexpr auto kLongestPause = std::chrono::milliseconds(50);
constexpr auto kTimeToEnd = std::chrono::seconds(2);  // after SIGTERM, before SIGKILL

[[noreturn]] void fail(const std::string& action, int reason) {
  throw Error(ErrorKind::Io, {}, action + ": " + std::strerror(reason));
}

/// A file in memory: unlike a pipe it never blocks the other program.
Descriptor memory_file() {
  const int number = ::memfd_create("broadsheet", MFD_CLOEXEC);
  if (number < 0) fail("cannot make a file in memory", errno);
  return Descriptor(number);
}

std::vector<std::string> environment(const std::map<std::string, std::string>& variables) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!variables.contains(std::string(text.substr(0, text.find('='))))) all.emplace_back(text);
  }
  for (const auto& [name, value] : variables) {
    if (!value.empty()) all.push_back(name + "=" + value);
  }
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

/// The parent of a process; std::nullopt if there is no such process.
std::optional<pid_t> parent_of(const std::string& pid) {
  const std::string stat = read_file_if_exists(fs::path("/proc") / pid / "stat").value_or("");
  // "pid (name) state parent ...": the name may hold anything.
  const std::size_t name_end = stat.rfind(") ");
  if (name_end == std::string::npos || name_end + 4 >= stat.size()) return std::nullopt;
  pid_t parent = 0;
  std::from_chars(stat.data() + name_end + 4, stat.data() + stat.size(), parent);
  return parent;
}

/// The processes that `root` has started, directly or not, parents first.
std::vector<pid_t> descendants_of(pid_t root) {
  std::multimap<pid_t, pid_t> children;
  const auto add = [&](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    const auto [stop, bad] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (bad != std::errc() || stop != name.data() + name.size()) return false;
    try {
      if (const auto parent = parent_of(name)) children.emplace(*parent, pid);
    } catch (const Error&) {
      // It ended while its entry was read.
    }
    return false;
  };
  walk("/proc", add, Unlistable::Skip);
  std::vector<pid_t> found = {root};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [begin, end] = children.equal_range(found[i]);
    for (auto child = begin; child != end; ++child) found.push_back(child->second);
  }
  found.erase(found.begin());
  return found;
}

/// Waits for the end of a program until `deadline`, or without limit. @return its status
std::optional<int> wait_until(pid_t process, std::optional<Clock::time_point> deadline,
                              const std::string& name) {
  Clock::duration pause = kFirstPause;
  for (int status = 0;;) {
    const pid_t ended = ::waitpid(process, &status, deadline ? WNOHANG : 0);
    if (ended == process) return status;
    if (ended < 0 && errno != EINTR) fail("cannot wait for " + name, errno);
    if (!deadline) continue;
    if (Clock::now() >= *deadline) return std::nullopt;
    std::this_thread::sleep_for(pause);
    pause = std::min<Clock::duration>(pause * 2, kLongestPause);
  }
}

/// Ends a program and what it has started. SIGTERM first: git then removes its lock files.
int end_all(pid_t process, const std::string& name) {
  const std::vector<pid_t> started = descendants_of(process);
  ::kill(process, SIGTERM);
  std::optional<int> status = wait_until(process, Clock::now() + kTimeToEnd, name);
  for (const pid_t one : started) ::kill(one, SIGKILL);
  if (status) return *status;
  ::kill(process, SIGKILL);
  return *wait_until(process, std::nullopt, name);
}

}  // namespace

ProcessResult run(const Command& command) {
  const Descriptor in = memory_file(), out = memory_file(), err = memory_file();
  if (const int reason = write_all(in, command.input); reason != 0) {
    fail("cannot write to a file in memory", reason);
  }
  ::lseek(in.get(), 0, SEEK_SET);
  std::vector<std::string> words = command.words;
  std::vector<std::string> variables = environment(command.variables);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in.get(), 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.get(), 1);
  ::posix_spawn_file_actions_adddup2(&actions, err.get(), 2);
  ::posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
  pid_t process = 0;
  const int reason = ::posix_spawnp(&process, words.front().c_str(), &actions, nullptr,
                                    pointers(words).data(), pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  std::error_code error;
  if (reason == ENOENT && fs::is_directory(command.folder, error)) {
    return {.status = 127,
            .out = {},
            .err = words.front() + ": " + std::strerror(reason),
            .timed_out = false};
  }
  if (reason != 0) {
    throw_file_error(command.folder, "cannot run " + words.front() + " here", reason);
  }

  std::optional<Clock::time_point> deadline;
  if (command.time_limit.count() > 0) {
    deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(command.time_limit);
  }
  const std::string& name = words.front();
  const std::optional<int> in_time = wait_until(process, deadline, name);
  const int ended = in_time ? *in_time : end_all(process, name);
  return {.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended),
          .out = read_all(out).value_or(""),
          .err = read_all(err).value_or(""),
          .timed_out = !in_time};
}

}  // namespace broadsheet::publish

#pragma once
// Work in a process of its own that is killed: at a marked point, or after some time. Really: by
// SIGKILL.

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "base/marked_point.h"

namespace broadsheet::test {

/// A marked point, and which time it is passed, from 1.
struct Moment {
  std::string name;
  int time = 1;
};

namespace killing {

inline Moment wanted;  // by the process that is to be killed
inline std::atomic<int> passed{0};
inline int report = -1;
inline std::string said;  ///< a file for what the work says; empty: nowhere

/// With its children: a git that lives on would finish the work.
[[noreturn]] inline void end_all() {
  ::kill(0, SIGKILL);
  for (;;) ::pause();
}

inline void end_if_wanted(const char* name) {
  if (wanted.name == name && ++passed == wanted.time) end_all();
}

inline void report_name(const char* name) {
  const std::string line = std::string(name) + "\n";
  [[maybe_unused]] const auto put = ::write(report, line.data(), line.size());
}

/// Runs `work` in a new process, in a group of its own, without a word. What it starts and leaves
/// behind becomes a child of this process, for wait_for.
inline pid_t start(const std::function<int()>& work) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child != 0) {
    ::setpgid(child, child);
    return child;
  }
  ::setpgid(0, 0);
  const int nowhere = ::open("/dev/null", O_RDWR);
  const int log = said.empty() ? nowhere : ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(nowhere, 0);
  for (const int stream : {1, 2}) ::dup2(log, stream);
  int code = 99;
  try {
    code = work();
  } catch (const Error& error) {
    say(error.what());
    code = exit_code(error.kind());
  } catch (...) {
  }
  std::fflush(nullptr);
  ::_exit(code);
}

/// Returns when the child and all processes that it started have ended: a git that outlives its
/// parent still changes files.
inline int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
  }
  while (::waitpid(-1, nullptr, 0) >= 0 || errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace killing

constexpr int kKilled = 128 + SIGKILL;

/// Exit code of the work; 99 when it threw what is no Error.
inline int run_apart(const std::function<int()>& work) {
  return killing::wait_for(killing::start(work));
}

/// Kills at the moment; kKilled, or the exit code when the work ended before.
inline int run_killed_at(const Moment& moment, const std::function<int()>& work) {
  return run_apart([&] {
    killing::wanted = moment;
    at_marked_point = killing::end_if_wanted;
    return work();
  });
}

/// @param all  whether the programs that it started are killed too
inline int run_killed_after(std::chrono::microseconds time, bool all,
                            const std::function<int()>& work) {
  const pid_t child = killing::start(work);
  std::this_thread::sleep_for(time);
  ::kill(all ? -child : child, SIGKILL);
  return killing::wait_for(child);
}

/// Every moment that the work passes; of a name that comes more than forty times, forty of them.
inline std::vector<Moment> moments_of(const std::function<int()>& work) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const pid_t child = killing::start([&] {
    killing::report = ends[1];
    at_marked_point = killing::report_name;
    return work();
  });
  ::close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t got; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  ::close(ends[0]);
  killing::wait_for(child);
  std::map<std::string, int> times;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    ++times[text.substr(begin, end - begin)];
    begin = end + 1;
  }
  std::vector<Moment> moments;
  for (const auto& [name, count] : times) {
    const int kept = std::min(count, 40);
    for (int i = 0; i < kept; ++i)
      moments.push_back({name, 1 + (count - 1) * i / std::max(1, kept - 1)});
  }
  return moments;
}

}  // namespace broadsheet::test

#include "publish/process.h"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/descriptor.h"
#include "base/error.h"

namespace broadsheet::publish {
namespace {

[[noreturn]] void fail(const std::string& deed, int reason) {
  throw Error(ErrorKind::Io, {}, deed + ": " + std::strerror(reason));
}

/// A file in memory: no pipe can fill up, whatever the other program reads or writes first.
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

}  // namespace

Ran run(const Command& command) {
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
    return {.status = 127, .out = {}, .err = words.front() + ": " + std::strerror(reason)};
  }
  if (reason != 0)
    throw_file_error(command.folder, "cannot run " + words.front() + " here", reason);

  int ended = 0;
  while (::waitpid(process, &ended, 0) < 0) {
    if (errno != EINTR) fail("lost sight of " + words.front(), errno);
  }
  return {.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended),
          .out = read_all(out).value_or(""),
          .err = read_all(err).value_or("")};
}

}  // namespace broadsheet::publish

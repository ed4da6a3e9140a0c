#include "app/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "base/error.h"
#include "base/log.h"

namespace broadsheet::app {
namespace {

[[noreturn]] void fail(const fs::path& path, int reason) {
  throw_file_error(path, "cannot take the lock", reason);
}

int open_lock(const fs::path& state) {
  std::error_code error;
  fs::create_directories(state, error);
  if (error) fail(state, error.value());
  const int file = ::open((state / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) fail(state / "lock", errno);
  return file;
}

/// Takes the lock if it is free. 0, EWOULDBLOCK, or another reason.
int try_lock(const Descriptor& file) {
  for (;;) {
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return 0;
    if (errno != EINTR) return errno;
  }
}

/// What the holder wrote: the file names its command and process. Empty when it wrote nothing.
std::string written_in(const fs::path& path) {
  std::string name = read_file_if_exists(path).value_or("");
  while (!name.empty() && name.back() == '\n') name.pop_back();
  return name;
}

std::string name_in(const fs::path& path) {
  const std::string name = written_in(path);
  return name.empty() ? "another run" : name;
}

}  // namespace

Lock::Lock(const fs::path& state, const std::string& command, std::chrono::seconds patience)
    : file_(open_lock(state)) {
  const fs::path path = state / "lock";
  const auto end = std::chrono::steady_clock::now() + patience;
  bool reported = false;
  for (int reason = try_lock(file_); reason != 0; reason = try_lock(file_)) {
    if (reason != EWOULDBLOCK) fail(path, reason);
    if (std::chrono::steady_clock::now() >= end) {
      throw Error(ErrorKind::Usage, {display_path(path), 0, 0},
                  name_in(path) + " is still at work here");
    }
    if (!reported) say("waiting for " + name_in(path) + " to end");
    reported = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  // A run that ends takes its name away; a name without a holder is of one that was killed.
  if (const std::string dead = written_in(path); !dead.empty()) {
    say(dead + " was interrupted; this run continues from its last complete state");
    remove_leftovers(state);
    remove_leftovers(state.parent_path() / "content");
  }
  const std::string name =
      "'broadsheet " + command + "' (process " + std::to_string(::getpid()) + ")\n";
  // Who reads half a name learns less, and nothing worse. On the disk, so that a run after a power
  // cut knows.
  if (::ftruncate(file_.get(), 0) != 0 || write_all(file_, name) != 0) return;
  ::fdatasync(file_.get());
}

Lock::~Lock() { [[maybe_unused]] const int emptied = ::ftruncate(file_.get(), 0); }

std::optional<std::string> Lock::holder(const fs::path& state) {
  const fs::path path = state / "lock";
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  if (file.get() < 0 || try_lock(file) != EWOULDBLOCK) return std::nullopt;
  return name_in(path);
}

}  // namespace broadsheet::app

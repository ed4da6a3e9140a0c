#include "app/serve/file_watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/error.h"
#include "base/files.h"
#include "base/log.h"

namespace broadsheet::app {
namespace {

constexpr std::uint32_t kChanges = IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE |
                                   IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF |
                                   IN_ONLYDIR;
constexpr int kLookEvery = 5000;         // milliseconds
constexpr int kLookWithoutWatch = 1000;  // milliseconds, while some folders have no watch

int checked(int descriptor, const std::string& what) {
  if (descriptor >= 0) return descriptor;
  throw Error(ErrorKind::Io, {}, "cannot watch the sources: " + what + ": " + std::strerror(errno));
}

/// Discards all events that are waiting.
void drain(const Descriptor& events) {
  std::array<char, 64 * 1024> buffer;
  while (::read(events.get(), buffer.data(), buffer.size()) > 0) {
  }
}

}  // namespace

FileWatcher::FileWatcher()
    : events_(checked(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC), "inotify_init1")),
      stopped_(checked(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")) {}

void FileWatcher::watch(const std::vector<InputFolder>& folders) {
  const bool was_complete = complete_;
  complete_ = true;
  const auto add = [this](const fs::path& folder) {
    // A folder that is watched already keeps its watch.
    if (::inotify_add_watch(events_.get(), folder.c_str(), kChanges) < 0 && errno != ENOENT &&
        errno != ENOTDIR) {
      complete_ = false;
    }
  };
  for (const InputFolder& folder : folders) {
    add(folder.path);
    if (!folder.with_subfolders) continue;
    const auto add_folder = [&](const fs::directory_entry& entry) {
      std::error_code vanished;
      if (entry.is_directory(vanished)) add(entry.path());
      return true;
    };
    walk(folder.path, add_folder, Unlistable::Skip);
  }
  if (was_complete && !complete_) {
    say("note: the system watches no more folders (fs.inotify.max_user_watches); the sources are "
        "looked at every second instead");
  }
}

bool FileWatcher::wait() {
  std::array<pollfd, 2> files = {pollfd{events_.get(), POLLIN, 0},
                                 pollfd{stopped_.get(), POLLIN, 0}};
  const int ready = ::poll(files.data(), files.size(), complete_ ? kLookEvery : kLookWithoutWatch);
  if (ready > 0 && files[1].revents != 0) return false;
  if (ready > 0) drain(events_);
  return true;
}

void FileWatcher::stop() {
  const std::uint64_t one = 1;
  // It can fail only when it was called before.
  [[maybe_unused]] const ssize_t written = ::write(stopped_.get(), &one, sizeof one);
}

}  // namespace broadsheet::app

#pragma once
// Waits until something in some folders changes.

#include <vector>

#include "app/build/build_state.h"
#include "base/descriptor.h"

namespace broadsheet::app {

/// Watches folders with inotify(7), so that waiting costs no CPU. What inotify does not report (a
/// change on another machine of a network file system, behind a symbolic link, or in a folder
/// beyond fs.inotify.max_user_watches) is found by a look every few seconds: `wait` then returns
/// without a reported change.
///
/// Threads: `stop` may be called from any thread, everything else from one.
class FileWatcher {
 public:
  /// Throws Error(Io) if the system gives no inotify instance or no eventfd.
  FileWatcher();
  FileWatcher(const FileWatcher&) = delete;
  FileWatcher& operator=(const FileWatcher&) = delete;

  /// Watches these folders; watches of an earlier call stay. Folders that do not exist are left
  /// out. Call it before reading the files: every later change then ends `wait`.
  void watch(const std::vector<InputFolder>& folders);

  /// Waits for a change, a few seconds at most.
  /// @return false once stopped
  bool wait();

  /// Ends `wait`, now and from now on.
  void stop();

 private:
  Descriptor events_;
  Descriptor stopped_;    ///< an eventfd, readable once stopped
  bool complete_ = true;  ///< every folder has a watch
};

}  // namespace broadsheet::app

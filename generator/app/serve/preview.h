#pragma once
// What `broadsheet serve` does besides responding to requests: it watches the sources, shows a
// change at once where it can, and updates site/ in the background. No network here.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/build/build_state.h"
#include "app/serve/file_watcher.h"
#include "app/serve/preview_site.h"

namespace broadsheet::app {

/// The events for open pages: a number that grows with each change, and the problems of a failed
/// one.
class ChangeFeed {
 public:
  struct Item {
    std::size_t number = 0;
    std::string problems;  ///< as in the terminal; empty if there are none
    bool over = false;     ///< the preview ends
  };

  void publish(std::string problems);
  void end();
  Item now() const;
  /// Waits until there is an item newer than `seen`, a second at most.
  Item wait(std::size_t seen) const;

 private:
  void change(const std::function<void()>& how);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Item item_;
};

/// Has two threads: one watches the sources and shows what changed as PreviewSite makes it; the
/// other builds in the background, and cancels the build if something changes again. What
/// PreviewSite cannot show comes with that build.
class Preview {
 public:
  /// Throws Error when there is no project at `root`, or when its settings cannot be read.
  explicit Preview(const fs::path& root);
  ~Preview();
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;

  /// Builds, and watches the sources from then on.
  void begin();
  /// Ends everything in progress, builds included, and informs open pages. Does not wait.
  void end();
  bool ending() const { return ending_; }
  void join();  ///< waits until it has ended

  std::string base_path() const;  ///< "/digest" or ""
  const ChangeFeed& changes() const { return changes_; }
  const fs::path& site() const { return site_; }
  /// As PreviewSite::make.
  std::optional<std::string> make(const std::string& path) const { return pages_.make(path); }

 private:
  using Clock = std::chrono::steady_clock;

  void follow(InputFiles seen);
  void change(const std::vector<std::string>& changed);
  bool show(const std::vector<std::string>& changed);
  void work();
  void build(std::size_t version, bool in_background);
  void finish(std::size_t version, std::string text, bool changed, const std::string& base_path);
  bool outdated(std::size_t version) const { return ending_ || version_ != version; }

  Places places_;
  fs::path site_;
  PreviewSite pages_;
  ChangeFeed changes_;
  std::atomic<bool> ending_{false};
  std::atomic<std::size_t> version_{0};  ///< changes seen; set under the mutex

  mutable std::mutex mutex_;  ///< of all below
  std::condition_variable wake_;
  std::string base_path_;
  std::optional<Clock::time_point> due_;  ///< when to build
  bool needed_ = true;    ///< only a build can show what changed, or the last one failed
  bool stale_ = true;     ///< what PreviewSite takes from the index is not that of the digests
  bool loading_ = false;  ///< PreviewSite::load is wanted or at work

  bool digests_wrong_ = false;  ///< they had errors when last read; of the watching thread
  FileWatcher watcher_;
  std::thread watching_;
  std::thread working_;
};

}  // namespace broadsheet::app

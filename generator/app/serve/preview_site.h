#pragma once
// The pages of a project in memory: after a change only those are made that somebody looks at.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/project.h"

namespace broadsheet::app {

/// Keeps what was read from content/, the settings and the index, so that a change costs no more
/// than reading what changed. Threads: make() and show_built() may be called at any time, load()
/// and refresh() by one thread at a time.
class PreviewSite {
 public:
  explicit PreviewSite(Places places) : places_(std::move(places)) {}

  /// Reads content/ and settings, and finds what pages take from the index: seconds on an archive.
  /// Call it when the site has been built. Nothing is kept when there are errors.
  void load();

  /// Reads settings, theme, own pages and prompts again, and shows all pages accordingly from now
  /// on, unless there are errors: these are reported, and what was shown stays.
  /// @param digests  whether to read these, too. What pages take from the index stays as it was
  /// @return false when only a build helps: nothing is loaded, or other papers came, or settings of
  /// topics, searches or
  ///         the address changed
  bool refresh(bool digests, Diagnostics& problems);

  /// From now on the files of site/ are shown.
  void show_built();

  /// The bytes of a file as the sources make it now; std::nullopt if the built file is to be
  /// served.
  std::optional<std::string> make(const std::string& path) const;

 private:
  struct Found;
  struct Loaded;
  struct Screen;

  Places places_;
  mutable std::mutex mutex_;  ///< of the two pointers
  std::shared_ptr<const Loaded> loaded_;
  std::shared_ptr<Screen> screen_;
};

}  // namespace broadsheet::app

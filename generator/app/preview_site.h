#pragma once
// The pages of a project in memory: after a change of the theme only those are made that somebody looks at.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/project.h"

namespace broadsheet::app {

/// Keeps what content/ and config.yaml say, so that a changed theme costs no more than reading the theme.
/// Threads: all functions may be called from several.
class PreviewSite {
 public:
  explicit PreviewSite(Places places) : places_(std::move(places)) {}

  /// Reads content/, settings and theme, and finds what pages take from the index: seconds on an archive. Call it when
  /// the site has been built. Nothing is kept when there are errors.
  void load();

  /// Reads the theme anew and shows it from now on, unless it has errors: these are reported, and what
  /// was shown stays. @return false when nothing is loaded: then only a build helps
  bool retheme(Diagnostics& problems);

  /// From now on the files of site/ are shown.
  void show_built();

  /// The bytes of a file as the theme makes it now; nothing when the built one is to be shown.
  std::optional<std::string> make(const std::string& path) const;

 private:
  struct Loaded;
  struct Screen;

  Places places_;
  mutable std::mutex mutex_;  ///< of the two pointers
  std::shared_ptr<Loaded> loaded_;
  std::shared_ptr<Screen> screen_;
};

}  // namespace broadsheet::app

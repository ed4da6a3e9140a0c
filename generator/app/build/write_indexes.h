#pragma once
// Both indexes of the library: Xapian's on disk and the browser's files.

#include <future>
#include <string>
#include <vector>

#include "app/build/stages.h"
#include "base/files.h"
#include "base/output.h"
#include "config/config.h"
#include "index/inverted_index.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// What an update of the native index gives.
struct NativeIndexResult {
  std::string change;                               ///< "30 papers added", for the terminal
  std::vector<render::SavedSearchResult> searches;  ///< results of the saved searches
};

/// Updates the native index in `folder`.
/// @return what changed: "unchanged", "30 papers added", "rebuilt: there is none"
std::string update_native_index(const fs::path& folder, const index::InvertedIndex& index);

/// Both indexes, each written by its own thread. What it is constructed from must outlive it.
class IndexWriters {
 public:
  /// @param state  a folder for the native index
  IndexWriters(const index::InvertedIndex& index, const config::Config& config,
               const fs::path& state, OutputSink& sink, Stages& stages);

  /// Waits for the native index. Call it once. Throws what its thread threw.
  NativeIndexResult take_native() { return native_.get(); }
  bool native_pending() const { return native_.valid(); }
  /// Waits for the browser's files. Throws what their thread threw.
  void wait_for_browser() { browser_.get(); }

 private:
  std::future<NativeIndexResult> native_;
  std::future<void> browser_;
};

}  // namespace broadsheet::app

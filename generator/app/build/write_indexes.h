#pragma once
// Both indexes of the library: Xapian's on disk and the browser's files.

#include <cstdint>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "app/build/stages.h"
#include "app/words/stored_words.h"
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

/// "unchanged", "30 papers added", "rebuilt: there is none"
std::string change_text(const index::IndexUpdate& update);

/// What both indexes are made from.
struct IndexInput {
  const index::InvertedIndex& added;  ///< papers from `first` on
  std::uint32_t first = 0;
  const StoredWords& all;                            ///< files: of the papers before `first`
  index::DocumentOf document;                        ///< any paper
  std::function<index::InvertedIndex()> all_papers;  ///< called if the native index lacks some
};

/// Both indexes, each written by its own thread. What it is constructed from must outlive it.
class IndexWriters {
 public:
  /// @param state  a folder for the native index
  IndexWriters(IndexInput input, const config::Config& config, const fs::path& state,
               OutputSink& sink, Stages& stages);

  /// Waits for the native index. Call it once. Throws what its thread threw.
  NativeIndexResult take_native() { return native_.get(); }
  bool native_pending() const { return native_.valid(); }
  /// Waits for the browser's files and gives their list. Throws what their thread threw.
  index::ClientFiles take_browser() { return browser_.get(); }

 private:
  IndexInput input_;
  std::future<NativeIndexResult> native_;
  std::future<index::ClientFiles> browser_;
};

}  // namespace broadsheet::app

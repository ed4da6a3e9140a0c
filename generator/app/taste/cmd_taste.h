#pragma once
// broadsheet taste: what the reader's own library teaches the recommender. docs/curation.md
// describes it.

#include <string>
#include <vector>

#include "app/commands/results.h"
#include "base/files.h"
#include "config/config.h"
#include "config/taste.h"
#include "net/environment.h"

namespace broadsheet::app {

struct TasteAddOptions {
  std::vector<std::string> lists{};  ///< files, or "zotero:..."
  bool against = false;              ///< --against: papers that are not wanted
  bool offline = false;              ///< --offline: no abstracts are fetched
  Results results = nullptr;         ///< {kind: "taste", source, papers, known, unusable} each, and
                                     ///< {kind: "abstracts", fetched, unknown, missing}
};

struct TasteShowOptions {
  Results results = nullptr;  ///< one {kind: "taste", papers, terms, authors, sources}
};

struct TasteRemoveOptions {
  std::vector<std::string> what{};  ///< names of sources, or arXiv ids
  bool all = false;                 ///< --all
  Results results = nullptr;        ///< {kind: "taste", removed}
};

/// Adds the papers of each list, in place of what the same list stated before; fetches abstracts
/// that content/ and the inbox do not have, newest first, at most 2,000 a run.
/// @return kDone; kPartial if some abstracts are missing
/// Throws Error(Usage) for a list that cannot be opened, Error(Content) for one without papers or
/// that cannot be read, Error(Network) if arXiv or Zotero does not respond: what was read before is
/// kept.
int run_taste_add(const fs::path& root, const config::Config& config,
                  const config::TasteConfig& taste_config, const TasteAddOptions& options,
                  const net::Environment& world);

/// Prints what was learned: sources, words, authors, and papers with day and weight.
int run_taste_show(const fs::path& root, const TasteShowOptions& options);

/// @return kDone; kNothingNew if nothing was there
int run_taste_remove(const fs::path& root, const TasteRemoveOptions& options);

}  // namespace broadsheet::app

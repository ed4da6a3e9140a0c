#pragma once
// broadsheet search: ranked results from the native index.

#include <cstddef>
#include <optional>
#include <string>

#include "base/files.h"

namespace broadsheet::app {

struct SearchCommand {
  std::string query;
  std::string field;        ///< --field title|author|topic|category; empty: all
  bool phrase = false;      ///< --phrase: the words must follow one another
  std::optional<bool> all;  ///< --all: papers with all words only; --any: with any of them
  std::string from, to;     ///< --from, --to: "2026-02-01", "2026-02", "2026"
  std::optional<double> min_score;
  std::string topic;
  std::string category;
  std::string sort = "relevance";  ///< or date, score
  std::size_t limit = 10;
  std::size_t offset = 0;
  bool json = false;
};

/// Brings the index up to date first when content/ has changed since the last build. Prints results
/// to stdout: with `json` {total, with_all, with_any, results: [{id, rank, date, score, title,
/// url}]}; what was understood otherwise, and what may help when nothing was found, to stderr.
/// Throws Error(Usage) for an empty query without a filter, and for days that are none.
/// @return 0, also when nothing was found
int run_search(const fs::path& root, const SearchCommand& command);

}  // namespace broadsheet::app

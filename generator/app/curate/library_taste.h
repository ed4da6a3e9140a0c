#pragma once
// The reader's library as the recommender reads it.

#include <vector>

#include "base/files.h"
#include "index/closeness.h"
#include "taste/taste.h"

namespace broadsheet::app {

/// Wanted papers, newest first, at most 1,500, then unwanted ones, at most 500; as plain text, with
/// their weights. Papers with neither title nor abstract are left out.
std::vector<index::LibraryPaper> library_of(const taste::Taste& taste);

/// Titles and abstracts of content/.
std::vector<index::PaperText> known_texts(const fs::path& root);

}  // namespace broadsheet::app

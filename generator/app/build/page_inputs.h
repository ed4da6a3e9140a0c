#pragma once
// What pages take from the index: related papers, rising words, answers of the saved searches.

#include <vector>

#include "base/files.h"
#include "config/config.h"
#include "index/inverted_index.h"
#include "model/calendar.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// By index of the paper.
std::vector<std::vector<render::RelatedPaper>> related_of(const index::InvertedIndex& index);

/// Best first. @param months  of the library, in order
std::vector<render::TrendTerm> trends_of(const index::InvertedIndex& index,
                                         const std::vector<Month>& months);

/// What each search of config.yaml finds, newest first.
/// @param folder  the native index, up to date; @param papers  how many it holds
/// Throws Error(Index).
std::vector<render::SavedSearchResult> answers_of(const fs::path& folder, std::size_t papers,
                                                  const config::Config& config);

}  // namespace broadsheet::app

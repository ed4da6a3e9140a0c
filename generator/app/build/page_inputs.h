#pragma once
// The input of the site's pages, assembled in one place for build and preview.

#include <map>
#include <string>
#include <vector>

#include "app/own_pages.h"
#include "base/files.h"
#include "config/config.h"
#include "model/library.h"
#include "query/query.h"
#include "render/input/site_input.h"
#include "theme/theme.h"
#include "topics/topic_map.h"

namespace broadsheet::app {

/// What pages take from the index.
struct IndexInputs {
  std::vector<std::vector<RelatedPaper>> related = {};   ///< by index of the paper
  std::vector<Trend> trends = {};                        ///< best first
  std::vector<render::SavedSearchResult> searches = {};  ///< in the order of config.yaml
};

/// What a project's files give. All of it must outlive the input that is assembled from it.
struct SiteParts {
  const Library& library;
  const config::Config& config;
  const theme::Theme& theme;
  const topics::TopicMap& topics;
  const std::map<std::string, std::string>& prompts;
  const OwnContent& own;
};

/// The input of a site, still without `maths` (formulas show their source until it is set).
render::SiteInput assemble_site_input(const SiteParts& parts, IndexInputs from_index,
                                      render::Fingerprints fingerprints = {});

/// How a saved search is asked: papers with all of its words, newest first.
/// @param papers  at most so many
query::SearchOptions saved_search_options(std::size_t papers);

/// The results of each search of config.yaml, newest first.
/// @param folder  the native index, up to date
/// @param papers  how many papers it holds
/// Throws Error(Index).
std::vector<render::SavedSearchResult> run_saved_searches(const fs::path& folder,
                                                          std::size_t papers,
                                                          const config::Config& config);

}  // namespace broadsheet::app

#include "app/build/page_inputs.h"

#include <utility>

#include "index/xapian/xapian_index.h"

namespace broadsheet::app {

render::SiteInput assemble_site_input(const SiteParts& parts, IndexInputs from_index,
                                      render::Fingerprints fingerprints) {
  return {.library = parts.library,
          .config = parts.config,
          .theme = parts.theme,
          .maths = {},
          .topics = [&topics = parts.topics](const Entry& entry) { return topics.ids(entry); },
          .prompts = parts.prompts,
          .pages = parts.own.pages,
          .files = parts.own.files,
          .texts = parts.own.texts,
          .related = std::move(from_index.related),
          .trends = std::move(from_index.trends),
          .searches = std::move(from_index.searches),
          .progress = {},
          .fingerprints = std::move(fingerprints)};
}

query::SearchOptions saved_search_options(std::size_t papers) {
  query::SearchOptions options;
  options.limit = papers;
  options.sort = query::Sort::Date;
  options.complete = false;
  return options;
}

std::vector<render::SavedSearchResult> run_saved_searches(const fs::path& folder,
                                                          std::size_t papers,
                                                          const config::Config& config) {
  std::vector<render::SavedSearchResult> results;
  if (config.searches.empty()) return results;
  const index::XapianIndex index = index::XapianIndex::open(folder);
  for (const config::SavedSearchConfig& saved : config.searches) {
    const query::Answer answer = index.search(saved.query, saved_search_options(papers));
    render::SavedSearchResult& result = results.emplace_back();
    result.slug = saved.slug;
    result.name = saved.name;
    result.query = saved.query;
    result.total = answer.total;
    for (const query::SearchResult& paper : answer.results) result.papers.push_back(paper.document);
  }
  return results;
}

}  // namespace broadsheet::app

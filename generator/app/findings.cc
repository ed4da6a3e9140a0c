#include "app/findings.h"

#include <utility>

#include "search/related.h"
#include "search/trends.h"
#include "search/xapian_index.h"

namespace broadsheet::app {

std::vector<std::vector<render::RelatedPaper>> related_of(const search::InvertedIndex& index) {
  std::vector<std::vector<render::RelatedPaper>> related;
  for (std::vector<search::Related>& found : search::related_papers(index)) {
    std::vector<render::RelatedPaper>& papers = related.emplace_back();
    for (search::Related& one : found) {
      papers.push_back({.paper = one.document, .shared_terms = std::move(one.terms)});
    }
  }
  return related;
}

std::vector<render::TrendTerm> trends_of(const search::InvertedIndex& index,
                                         const std::vector<Month>& months) {
  std::vector<render::TrendTerm> terms;
  for (search::Trend& trend : search::trends(index, months)) {
    terms.push_back({.term = std::move(trend.term),
                     .rise = trend.rise,
                     .counts = {trend.counts.begin(), trend.counts.end()},
                     .papers = {trend.documents.begin(), trend.documents.end()}});
  }
  return terms;
}

std::vector<render::SavedSearchResult> answers_of(const fs::path& folder, std::size_t papers,
                                                  const Config& config) {
  std::vector<render::SavedSearchResult> results;
  if (config.searches.empty()) return results;
  const search::XapianIndex index = search::XapianIndex::open(folder);
  for (const SavedSearchConfig& saved : config.searches) {
    search::SearchOptions options;
    options.limit = papers;
    options.sort = search::Sort::Date;
    options.complete = false;
    const search::Answer answer = index.search(saved.query, options);
    render::SavedSearchResult& result = results.emplace_back();
    result.slug = saved.slug;
    result.name = saved.name;
    result.query = saved.query;
    result.total = answer.total;
    for (const search::SearchResult& paper : answer.results)
      result.papers.push_back(paper.document);
  }
  return results;
}

}  // namespace broadsheet::app

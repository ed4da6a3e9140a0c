#include "app/words/documents.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "base/workers.h"
#include "tex/text.h"

namespace broadsheet::app {

namespace {

/// The scorer's comment and all that is shown beside it, each in a paragraph.
std::string comment_of(const Entry& entry) {
  std::string all = tex::tex_to_plain(entry.comment);
  const auto add = [&](const std::string& text) {
    if (text.empty()) return;
    if (!all.empty()) all += all.back() == '.' ? " " : " · ";
    all += tex::tex_to_plain(text);
  };
  for (const SummaryPart& part : entry.parts) add(part.text);
  for (const Translation& translation : entry.translations) {
    add(translation.title);
    add(translation.abstract);
  }
  return all;
}

}  // namespace

index::Document document_of(const Library& library, const Paper& paper,
                            const topics::TopicMap& topics, const render::Routes& routes) {
  const Entry& entry = library.first(paper);
  index::Document document{
      .id = paper.id,
      .day = library.first_day(paper),
      .score = entry.score.value_or(0),
      .title = tex::tex_to_plain(entry.title),
      .authors = {},
      .comment = comment_of(entry),
      .abstract = tex::tex_to_plain(entry.abstract),
      .topics = topics.ids(entry),
      .categories = entry.categories,
      .url = routes.url(render::Routes::paper(paper.id)),
  };
  std::istringstream dois(entry.doi);
  for (std::string doi; dois >> doi;) {
    const auto id = PaperId::parse_doi(doi);
    const auto known = id ? id : PaperId::parse_address(doi);
    if (known && !known->is_arxiv()) document.dois.emplace_back(known->local());
  }
  for (const std::string& author : entry.authors) {
    document.authors.push_back(tex::tex_to_plain(author));
  }
  return document;
}

std::vector<index::Document> documents_of(const Library& library, const topics::TopicMap& topics,
                                          const render::Routes& routes, std::size_t first) {
  const auto make = [&](std::size_t begin, std::size_t end) {
    std::vector<index::Document> documents;
    for (const Paper& paper : library.papers().subspan(begin, end - begin)) {
      documents.push_back(document_of(library, paper, topics, routes));
    }
    return documents;
  };
  const std::size_t size = library.papers().size();
  const std::size_t middle = first + (size - first) / 2;
  auto second_half = start_task([&] { return make(middle, size); });
  std::vector<index::Document> documents = make(first, middle);
  std::ranges::move(second_half.get(), std::back_inserter(documents));
  return documents;
}

index::InvertedIndex index_library(const Library& library, const topics::TopicMap& topics,
                                   const config::Config& config, std::size_t first) {
  return index::invert(documents_of(library, topics, render::Routes(config.site.base_url), first));
}

}  // namespace broadsheet::app

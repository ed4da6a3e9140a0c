#include "app/documents.h"

#include "text/tex_text.h"

namespace broadsheet::app {

std::vector<search::Document> documents_of(const Library& library, const TopicMap& topics,
                                           const render::Routes& routes) {
  std::vector<search::Document> documents;
  documents.reserve(library.papers().size());
  for (const Paper& paper : library.papers()) {
    const Entry& entry = library.first(paper);
    search::Document document{
        .id = paper.id,
        .day = library.first_day(paper),
        .score = entry.score.value_or(0),
        .title = text::tex_to_plain(entry.title),
        .authors = {},
        .comment = text::tex_to_plain(entry.comment),
        .abstract = text::tex_to_plain(entry.abstract),
        .topics = topics.ids(entry),
        .categories = entry.categories,
        .url = routes.url(render::Routes::paper(paper.id)),
    };
    for (const std::string& author : entry.authors) {
      document.authors.push_back(text::tex_to_plain(author));
    }
    documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace broadsheet::app

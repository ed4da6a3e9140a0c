#pragma once
// From papers to the index.

#include <vector>

#include "config/config.h"
#include "index/inverted_index.h"
#include "model/library.h"
#include "render/input/routes.h"
#include "topics/topic_map.h"

namespace broadsheet::app {

/// A paper for the index: plain text, topic ids, the path of its page.
index::Document document_of(const Library& library, const Paper& paper,
                            const topics::TopicMap& topics, const render::Routes& routes);

/// One document for each of Library::papers() from `first` on, in their order.
std::vector<index::Document> documents_of(const Library& library, const topics::TopicMap& topics,
                                          const render::Routes& routes, std::size_t first = 0);

/// The index of all words of the library's papers from `first` on.
index::InvertedIndex index_library(const Library& library, const topics::TopicMap& topics,
                                   const config::Config& config, std::size_t first = 0);

}  // namespace broadsheet::app

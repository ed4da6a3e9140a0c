#pragma once
// From papers to the index.

#include <vector>

#include "config/config.h"
#include "index/inverted_index.h"
#include "model/library.h"
#include "render/input/routes.h"
#include "topics/topic_map.h"

namespace broadsheet::app {

/// One document for each of Library::papers(), in their order: plain text, topic ids, the path of
/// the paper's page.
std::vector<index::Document> documents_of(const Library& library, const topics::TopicMap& topics,
                                          const render::Routes& routes);

/// The index of all words of the library, from which both indexes, related papers and trends are
/// made.
index::InvertedIndex index_library(const Library& library, const topics::TopicMap& topics,
                                   const config::Config& config);

}  // namespace broadsheet::app

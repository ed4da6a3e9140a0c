#pragma once
// From papers to what the index reads.

#include <vector>

#include "app/topics.h"
#include "model/library.h"
#include "render/routes.h"
#include "search/inverted_index.h"

namespace broadsheet::app {

/// One document for each of Library::papers(), in their order: plain text, topic ids, the path of
/// the paper's page.
std::vector<search::Document> documents_of(const Library& library, const TopicMap& topics,
                                           const render::Routes& routes);

}  // namespace broadsheet::app

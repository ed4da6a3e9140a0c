#pragma once
// The items of a digest's `papers`, `verdicts` and `editorial`.

#include <vector>

#include "json/shape_reader.h"
#include "model/digest.h"

namespace broadsheet::content {

/// Reads a list of papers; reports a paper that is repeated. Unknown keys are kept in `extra`.
std::vector<Entry> read_papers(const json::Node& list, json::ShapeReader& shapes);

/// Reads a list of verdicts, each a list of id, relevance, novelty, topic, comment and title; the
/// last three may be missing.
std::vector<Verdict> read_verdicts(const json::Node& list, json::ShapeReader& shapes);

/// Reads the editor's paragraph: a list of sentences with the papers that they are about.
std::vector<EditorialSentence> read_editorial(const json::Node& list, json::ShapeReader& shapes);

}  // namespace broadsheet::content

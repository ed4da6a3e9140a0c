#pragma once
// The items of a digest's `papers` and `verdicts`.

#include <vector>

#include "json/shape_reader.h"
#include "model/digest.h"

namespace broadsheet::content {

/// Reads a list of papers; reports a paper that is repeated. Unknown keys are kept in `extra`.
std::vector<Entry> read_papers(const json::Node& list, json::ShapeReader& shapes);

/// Reads a list of verdicts, each a list of id, relevance, novelty, topic and comment; the last two
/// may be missing.
std::vector<Verdict> read_verdicts(const json::Node& list, json::ShapeReader& shapes);

}  // namespace broadsheet::content

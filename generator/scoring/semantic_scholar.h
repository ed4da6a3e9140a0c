#pragma once
// Semantic Scholar: who wrote a paper, by author id, and their h-index. Optional: needs a key.
// Source: https://api.semanticscholar.org/api-docs/graph

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "net/environment.h"

namespace broadsheet::scoring {

struct ScholarAuthor {
  std::string id{};  ///< empty: unknown
  std::string name{};
  std::optional<int> h_index{};
};

/// Authors of papers. A paper that Semantic Scholar does not know yet has no entry, which is common
/// for one of today.
using ScholarAuthors = std::map<PaperId, std::vector<ScholarAuthor>>;

/// Reads an answer to POST /paper/batch; nothing for what is no such answer.
/// @param asked  the papers in the order in which they were asked for
std::optional<ScholarAuthors> read_scholar_batch(std::string_view body,
                                                 std::span<const PaperId> asked);

/// Asks for all papers, 500 at a time, one request a second. The key comes from
/// SEMANTIC_SCHOLAR_API_KEY. Empty, with a line to stderr, when it cannot be asked: followed
/// authors are then found by name alone.
ScholarAuthors fetch_scholar_authors(std::span<const Announced> papers,
                                     const config::ScoreConfig& config,
                                     const net::Environment& environment);

}  // namespace broadsheet::scoring

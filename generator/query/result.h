#pragma once
// What a search gives back. Twin of the client's Answer (themes/shared/search/types.js).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/resolve.h"

namespace broadsheet::query {

struct SearchResult {
  std::uint32_t document = 0;  ///< 0-based, document order
  std::string id;
  double rank = 0;  ///< BM25 weight as Xapian gives it, full precision
  int day = 0;      ///< 20260227
  double score = 0;
  std::string title;
  std::vector<std::string> authors;
  std::string comment;
  std::string abstract;
  std::vector<std::string> topics;
  std::vector<std::string> categories;
  std::string url;
};

struct FacetCount {
  std::string value;
  std::uint32_t count = 0;
};

/// Over all papers with all words, not only those shown; over all papers found if none has all
/// words.
struct Facets {
  std::vector<FacetCount> years;   ///< newest first
  std::vector<FacetCount> months;  ///< newest first, "2026-02"
  std::vector<FacetCount> topics;  ///< most first, then by value
  std::vector<FacetCount> scores;  ///< highest first, whole numbers (rounded down)
};

struct Answer {
  std::size_t total = 0;     ///< papers listed: one of the next two
  std::size_t with_all = 0;  ///< papers with all words (lists_all_words)
  std::size_t with_any = 0;  ///< papers with any of the words
  std::vector<SearchResult> results;
  std::vector<QueryNote> notes;    ///< how words were changed, for the reader
  std::vector<std::string> words;  ///< all forms to mark in what is shown, sorted
  std::optional<Facets> facets;    ///< when asked for
};

}  // namespace broadsheet::query

#pragma once
// Acronyms that papers define: "mixture of experts (MoE)".

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "index/inverted_index.h"
#include "index/stored.h"
#include "query/acronym.h"

namespace broadsheet::index {

/// Reads papers one after the other.
///
/// A definition is an acronym in parentheses, of two capitals or more, after words that spell it:
/// each gives its first letter and perhaps some more, stop words may give none. Of several
/// beginnings that do, the one whose words give exactly their first letters, then the shortest.
/// Source: Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions (2003),
/// which also takes single words and letters from within the first.
class AcronymMiner {
 public:
  void add(const Document& paper);

  /// Pairs that three papers or more define, if these are a quarter or more of all papers that
  /// define the acronym; the 1,000 most frequent. Sorted by acronym, then the most frequent first;
  /// a function of the set of papers.
  std::vector<query::Acronym> acronyms() const;

  void store(StoredWriter& out) const;
  static AcronymMiner read(StoredReader& in);

 private:
  struct Definition {
    std::map<std::string, std::uint32_t> written;
    std::uint32_t papers = 0;
    std::uint32_t last_paper = 0;  // counted from 1
  };

  void add_text(std::string_view text);

  std::uint32_t papers_ = 0;
  std::map<std::string, std::map<std::string, Definition>> found_;  // by acronym, singular words
};

/// Of all papers.
std::vector<query::Acronym> mine_acronyms(const std::vector<Document>& papers);

}  // namespace broadsheet::index

#pragma once
// Shared by the tests of xapian index.

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "base/error.h"
#include "base/files.h"
#include "index/xapian/xapian_index.h"
#include "support/catch.h"
#include "support/temp_dir.h"

namespace broadsheet::search::xapian_scene {

using test::TempDir;

inline index::Document paper(int number, Day day, double score, const std::string& title,
                             std::vector<std::string> authors = {}, const std::string& comment = "",
                             const std::string& abstract = "") {
  return {.id = *PaperId::parse("2601." + std::to_string(10000 + number)),
          .day = day,
          .score = score,
          .title = title,
          .authors = std::move(authors),
          .comment = comment,
          .abstract = abstract,
          .topics = {number % 2 == 0 ? "even" : "Odd Ones"},
          .categories = {number % 3 == 0 ? "cs.LG" : "stat.ML"},
          .url = "/papers/" + std::to_string(number) + "/"};
}

inline std::vector<index::Document> papers() {
  const Day first(2026, 1, 5);
  const Day second(2026, 2, 6);
  return {
      paper(0, first, 19, "Sparse attention for long contexts", {"Ana Hern\u00E1ndez", "Wei Zhang"},
            "Sparsity of attention", "We make attention sparse."),
      paper(1, first, 17, "Low-rank adaptation of language models", {"Li Wei"}, "",
            "Fine-tuning with few weights."),
      paper(2, first, 16, "Attention is linear", {"Zhang Sparse"}, "",
            "A linear model of attention."),
      paper(3, second, 18, "Quantization of transformers", {"Yann LeCun"}, "Quantized weights",
            "Linear attention, sparse weights, quantization."),
      paper(4, second, 16.5, "Mixture of experts", {}, "",
            "Experts are routed sparsely; attention is not linear attention."),
  };
}

inline std::vector<std::string> ids(const query::Answer& answer) {
  std::vector<std::string> found;
  for (const query::SearchResult& result : answer.results) found.push_back(result.id.substr(9));
  return found;
}

using Ids = std::vector<std::string>;

class Indexed {
 public:
  explicit Indexed(std::vector<index::Document> documents = papers()) {
    index::XapianIndex::update(folder_ / "index", invert(std::move(documents)));
  }
  query::Answer search(const std::string& query, const query::SearchOptions& options = {}) const {
    return index::XapianIndex::open(folder_ / "index").search(query, options);
  }
  fs::path folder() const { return folder_ / "index"; }

 private:
  TempDir folder_;
};

}  // namespace broadsheet::search::xapian_scene

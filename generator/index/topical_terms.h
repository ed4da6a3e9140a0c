#pragma once
// The words that characterise a paper, for related papers, trends and the recommender: forms
// of title, comment and abstract put together by stem; names, numbers and stop words left out.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/forward_index.h"

namespace broadsheet::index {

/// A term in a paper.
struct TermUse {
  std::uint32_t id = 0;    ///< of the term (by paper) or of the document (by term)
  std::uint32_t wdf = 0;   ///< summed over the forms
  std::uint32_t form = 0;  ///< of PackedIndex: the form that weighs most in the paper
};

/// Papers by term. Terms are numbered in the order of their stems.
class TopicalTerms {
 public:
  /// The terms that papers from `first` on have, with all papers that have them. Terms that fewer
  /// than `least` of these papers have may be left out.
  /// @param words, documents  must outlive the object
  TopicalTerms(const PackedIndex& words, const DocumentOf& documents, std::uint32_t first = 0,
               std::uint32_t least = 1);

  std::size_t size() const { return term_begins_.size() - 1; }
  std::span<const TermUse> of_term(std::uint32_t term) const {  ///< by document, rising
    return {by_term_.data() + term_begins_[term], term_begins_[term + 1] - term_begins_[term]};
  }
  /// The form that weighs most in the most papers, as the first of them writes it.
  std::string shown(std::uint32_t term) const;
  /// Forms as title or comment of a paper write them ("LoRA", "quantization"), else folded: to read
  /// the abstracts as well would cost more than all the rest.
  std::vector<std::string> shown(std::uint32_t document,
                                 std::span<const std::uint32_t> forms) const;

 private:
  void add_stem(std::uint32_t begin, std::uint32_t end);

  const PackedIndex& words_;
  const DocumentOf& documents_;
  std::vector<TermUse> by_term_;
  std::vector<std::uint32_t> term_begins_;
};

/// Words of English and of paper-writing that name no topic ("however", "propose"); folded.
bool is_plain_word(std::string_view form);

}  // namespace broadsheet::index

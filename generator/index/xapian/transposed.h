#pragma once
// The way from forms to papers: what Xapian's documents are made from.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "index/inverted_index.h"

namespace broadsheet::index {

/// One form in one paper.
struct FormInPaper {
  const Form* form;
  const std::uint32_t* positions;
  std::uint32_t size;  ///< of `positions`
  std::uint8_t wdf;
  std::uint8_t fields;
};

/// The forms of papers `first` and later with their positions, paper by paper: whoever reads a
/// paper finds them in one place. The index must outlive it.
class Transposed {
 public:
  Transposed(const InvertedIndex& index, std::uint32_t first) : first_(first) {
    const std::size_t papers = index.documents.size() - first;
    begins_.resize(papers + 1, 0);
    std::vector<std::size_t> places(papers + 1, 0);  // where the positions of a paper begin
    for_each(index, [&](const Form&, const Posting& posting) {
      ++begins_[posting.document - first_ + 1];
      places[posting.document - first_ + 1] += posting.positions;
    });
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    std::partial_sum(places.begin(), places.end(), places.begin());
    entries_.resize(begins_.back());
    positions_.resize(places.back());
    std::vector<std::size_t> next(begins_.begin(), begins_.end() - 1);
    for_each(index, [&](const Form& form, const Posting& posting) {
      std::size_t& place = places[posting.document - first_];
      std::copy_n(form.positions.begin() + posting.first_position, posting.positions,
                  positions_.begin() + static_cast<std::ptrdiff_t>(place));
      entries_[next[posting.document - first_]++] = {.form = &form,
                                                     .positions = positions_.data() + place,
                                                     .size = posting.positions,
                                                     .wdf = posting.wdf,
                                                     .fields = posting.fields};
      place += posting.positions;
    });
  }

  std::span<const FormInPaper> of(std::uint32_t document) const {
    const std::size_t at = document - first_;
    return {entries_.data() + begins_[at], begins_[at + 1] - begins_[at]};
  }

 private:
  template <typename Visit>
  void for_each(const InvertedIndex& index, Visit visit) const {
    for (const Form& form : index.forms) {
      if (form.postings.back().document < first_) continue;
      auto posting = std::lower_bound(
          form.postings.begin(), form.postings.end(), first_,
          [](const Posting& p, std::uint32_t document) { return p.document < document; });
      for (; posting != form.postings.end(); ++posting) visit(form, *posting);
    }
  }

  std::uint32_t first_;
  std::vector<std::size_t> begins_;
  std::vector<FormInPaper> entries_;
  std::vector<std::uint32_t> positions_;
};

}  // namespace broadsheet::index

#pragma once
// The words of all papers in few bytes: lists by form and words by paper. Takes papers range by
// range, so that no more than one range is ever held at full size, and can be stored.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/inverted_index.h"
#include "index/stored.h"
#include "model/calendar.h"

namespace broadsheet::index {

/// Forms are numbered by (stem, text), text::utf16_less, after each `finish`. Topics
/// ("!t" + value) and categories ("!c" + value) are forms too, each its own stem, and come before
/// all words.
///
/// Memory: some 1 KB a paper of 250 words, some 100 bytes a form.
class PackedIndex {
 public:
  /// What separates a paper's words.
  static constexpr std::uint32_t kBreak = 0xFFFFFFFF;  ///< the words beside it are no neighbours
  static constexpr std::uint32_t kNextField = 0xFFFFFFFE;  ///< the next field begins

  /// Appends papers.
  /// @param index  its papers are numbered from 0
  void add(const InvertedIndex& index);

  /// Numbers the forms. Call after the last `add` and before what follows.
  void finish();

  /// Writes the index as it is after `finish`. An index that was read back takes more papers.
  void store(StoredWriter& out) const;
  static PackedIndex read(StoredReader& in);

  std::uint32_t papers() const { return static_cast<std::uint32_t>(scores_.size()); }
  double score(std::uint32_t document) const { return scores_[document]; }
  Day day(std::uint32_t document) const { return days_[document]; }

  std::uint32_t forms() const { return static_cast<std::uint32_t>(order_.size()); }
  std::string_view text(std::uint32_t form) const { return in_arena(rows_[order_[form]].text); }
  std::string_view stem(std::uint32_t form) const { return in_arena(rows_[order_[form]].stem); }
  /// Whether it is a topic or a category.
  bool is_filter(std::uint32_t form) const { return text(form).front() == '!'; }
  /// The first paper that holds it.
  std::uint32_t first_paper(std::uint32_t form) const;
  /// The last one.
  std::uint32_t last_paper(std::uint32_t form) const { return rows_[order_[form]].last; }

  /// Papers from `begin` up to `end` that hold a form.
  std::uint32_t df(std::uint32_t form, std::uint32_t begin, std::uint32_t end) const;
  /// Appends their postings, rising, without positions; Posting::positions is 0 where the form has
  /// none and 1 where it has some.
  void postings(std::uint32_t form, std::uint32_t begin, std::uint32_t end,
                std::vector<Posting>& out) const;

  /// The words of a paper in reading order: forms and marks. Five fields: title, authors, comment,
  /// abstract, and after them the joined compounds and the paper's number, which have no position.
  /// @param out  replaced
  void words(std::uint32_t document, std::vector<std::uint32_t>& out) const;

 private:
  struct Name {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
  };
  // A row but for its postings.
  struct StoredRow {
    Name text;
    Name stem;
    std::uint32_t df = 0;
    std::uint32_t last = 0;
    std::uint32_t bytes = 0;  // of postings
  };
  struct Row {
    Name text;
    Name stem;
    std::uint32_t df = 0;
    std::uint32_t last = 0;           // paper
    std::vector<std::uint8_t> bytes;  // postings
  };
  // Words of a range of papers.
  struct Block {
    std::uint32_t begin = 0;
    std::vector<std::size_t> ends;  // of each paper, in bytes
    std::vector<std::uint8_t> bytes;
  };

  std::string_view in_arena(Name name) const {
    return std::string_view(arena_).substr(name.at, name.size);
  }
  std::vector<std::uint32_t> rows_of(const InvertedIndex& index);
  std::uint32_t row_of(std::string_view text, std::string_view stem);
  std::uint32_t new_row(std::string_view text, std::string_view stem);
  bool comes_before(std::uint32_t row, std::uint32_t other) const;
  void fill_slots();
  void add_filters(char kind, const std::vector<Filter>& filters, std::uint32_t begin);
  void add_words(const InvertedIndex& index, const std::vector<std::uint32_t>& rows,
                 std::uint32_t from, std::uint32_t to);

  template <typename Take>
  static void each_posting(const Row& row, std::uint32_t begin, std::uint32_t end, Take take);

  std::string arena_;  // texts and stems
  std::vector<Row> rows_;
  std::vector<std::uint32_t> slots_;  // open addressing by text
  // Rows by (stem, text): as far as the first range's forms go, then as they came.
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> ranks_;  // the other way
  std::vector<Block> blocks_;
  std::vector<double> scores_;
  std::vector<Day> days_;
  std::size_t in_order_ = 0;  // of `order_`
};

/// All papers of an index.
PackedIndex pack(const InvertedIndex& index);

}  // namespace broadsheet::index

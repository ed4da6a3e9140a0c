#include "index/forward_index.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "base/hash.h"
#include "index/varint.h"
#include "text/utf8.h"

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kPapersABlock = 4096;
constexpr unsigned kLargeWdf = 15;  // written after its posting

// Marks among the words of a paper as they are packed; rows follow.
enum Mark : std::uint32_t { kPackedBreak, kPackedNextField, kMarks };

// Bytes of lists grow by an eighth: a library's lists together are large.
void make_room(std::vector<std::uint8_t>& bytes, std::size_t more) {
  const std::size_t size = bytes.size() + more;
  if (size > bytes.capacity())
    bytes.reserve(std::max(size, bytes.capacity() + bytes.capacity() / 8));
}

void put_posting(std::vector<std::uint8_t>& out, std::uint32_t gap, bool in_order, unsigned wdf,
                 unsigned fields) {
  make_room(out, 7);
  put_varint(out, gap << 1 | (in_order ? 1 : 0));
  out.push_back(static_cast<std::uint8_t>(std::min(wdf, kLargeWdf) << 4 | fields));
  if (wdf >= kLargeWdf) out.push_back(static_cast<std::uint8_t>(wdf));
}

// Bytes below 32 are marks in the files.
std::string filter_text(char kind, std::string_view value) {
  std::string text = std::string("!") + kind;
  for (const char c : value) text += static_cast<unsigned char>(c) < 32 ? ' ' : c;
  return text;
}

// The words of a range of papers by position.
class Axis {
 public:
  Axis(std::uint32_t begin, std::uint32_t end)
      : begin_(begin), starts_(end - begin + 1), joined_(end - begin) {}

  void measure(const Form& form, const Posting& posting) {
    if (posting.positions == 0) return;
    const std::size_t last = form.positions[posting.first_position + posting.positions - 1];
    std::size_t& size = starts_[posting.document - begin_ + 1];
    size = std::max(size, last + 1);
  }

  void lay_out() {
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    rows_.assign(starts_.back(), kFree);
  }

  void enter(const Form& form, const Posting& posting, std::uint32_t row) {
    if (posting.positions == 0) joined_[posting.document - begin_].push_back(row);
    for (std::uint32_t i = 0; i < posting.positions; ++i) {
      rows_[starts_[posting.document - begin_] + form.positions[posting.first_position + i]] = row;
    }
  }

  void put(std::uint32_t document, const FieldStarts& starts,
           std::vector<std::uint8_t>& out) const {
    const std::size_t begin = starts_[document - begin_];
    const std::size_t size = starts_[document - begin_ + 1] - begin;
    std::uint32_t at = 0;
    for (const std::uint32_t end : {starts.authors, starts.comment, starts.abstract, kFree}) {
      bool apart = false;
      bool any = false;
      for (; at < end && at < size; ++at) {
        const std::uint32_t row = rows_[begin + at];
        if (row == kFree) {
          apart = any;
          continue;
        }
        if (apart) put_varint(out, kPackedBreak);
        put_varint(out, row + kMarks);
        apart = false;
        any = true;
      }
      put_varint(out, kPackedNextField);
    }
    for (const std::uint32_t row : joined_[document - begin_]) put_varint(out, row + kMarks);
  }

 private:
  std::uint32_t begin_;
  std::vector<std::size_t> starts_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::vector<std::uint32_t>> joined_;
};

}  // namespace

void PackedIndex::add(const InvertedIndex& index) {
  const std::uint32_t begin = papers();
  const std::vector<std::uint32_t> rows = rows_of(index);
  for (std::size_t f = 0; f < rows.size(); ++f) {
    Row& row = rows_[rows[f]];
    for (const Posting& posting : index.forms[f].postings) {
      const std::uint32_t document = begin + posting.document;
      put_posting(row.bytes, document - (row.df == 0 ? 0 : row.last), posting.positions > 0,
                  posting.wdf, posting.fields);
      row.last = document;
      ++row.df;
    }
  }
  add_filters('t', index.topics, begin);
  add_filters('c', index.categories, begin);
  for (const Document& document : index.documents) {
    scores_.push_back(document.score);
    days_.push_back(document.day);
  }
  const auto size = static_cast<std::uint32_t>(index.documents.size());
  for (std::uint32_t from = 0; from < size; from += kPapersABlock) {
    add_words(index, rows, from, std::min(size, from + kPapersABlock));
    blocks_.back().begin = begin + from;
  }
}

// Rows of the forms of a range; new ones are numbered by frequency, so that most words of papers
// have small numbers.
std::vector<std::uint32_t> PackedIndex::rows_of(const InvertedIndex& index) {
  std::vector<std::uint32_t> by_df(index.forms.size());
  std::iota(by_df.begin(), by_df.end(), 0U);
  std::stable_sort(by_df.begin(), by_df.end(), [&](std::uint32_t a, std::uint32_t b) {
    return index.forms[a].postings.size() > index.forms[b].postings.size();
  });
  const bool first = rows_.empty();
  std::vector<std::uint32_t> rows(index.forms.size());
  for (const std::uint32_t f : by_df) {
    const Form& form = index.forms[f];
    rows[f] = first ? new_row(form.text, form.stem) : row_of(form.text, form.stem);
  }
  if (first) {
    order_ = rows;
    in_order_ = rows.size();
    fill_slots();
  }
  return rows;
}

std::uint32_t PackedIndex::new_row(std::string_view text, std::string_view stem) {
  Row& row = rows_.emplace_back();
  row.text = {.at = static_cast<std::uint32_t>(arena_.size()),
              .size = static_cast<std::uint32_t>(text.size())};
  arena_ += text;
  row.stem = {.at = row.text.at, .size = static_cast<std::uint32_t>(stem.size())};
  if (!text.starts_with(stem)) {
    row.stem.at = static_cast<std::uint32_t>(arena_.size());
    arena_ += stem;
  }
  order_.push_back(static_cast<std::uint32_t>(rows_.size() - 1));
  return order_.back();
}

std::uint32_t PackedIndex::row_of(std::string_view text, std::string_view stem) {
  if (rows_.size() * 2 > slots_.size()) fill_slots();
  std::size_t slot = hash64(text) & (slots_.size() - 1);
  while (slots_[slot] != kFree) {
    if (in_arena(rows_[slots_[slot]].text) == text) return slots_[slot];
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return slots_[slot] = new_row(text, stem);
}

void PackedIndex::fill_slots() {
  std::size_t size = 1U << 12;
  while (size < rows_.size() * 3) size *= 2;
  slots_.assign(size, kFree);
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    std::size_t slot = hash64(in_arena(rows_[row].text)) & (size - 1);
    while (slots_[slot] != kFree) slot = (slot + 1) & (size - 1);
    slots_[slot] = row;
  }
}

void PackedIndex::add_filters(char kind, const std::vector<Filter>& filters, std::uint32_t begin) {
  // Two values may have one text.
  std::map<std::string, std::vector<std::uint32_t>> lists;
  for (const Filter& filter : filters) {
    std::vector<std::uint32_t>& list = lists[filter_text(kind, filter.value)];
    std::vector<std::uint32_t> merged;
    std::set_union(list.begin(), list.end(), filter.documents.begin(), filter.documents.end(),
                   std::back_inserter(merged));
    list = std::move(merged);
  }
  for (const auto& [text, documents] : lists) {
    Row& row = rows_[row_of(text, text)];
    for (const std::uint32_t d : documents) {
      put_posting(row.bytes, begin + d - (row.df == 0 ? 0 : row.last), false, 1, 0);
      row.last = begin + d;
      ++row.df;
    }
  }
}

void PackedIndex::add_words(const InvertedIndex& index, const std::vector<std::uint32_t>& rows,
                            std::uint32_t from, std::uint32_t to) {
  const auto each = [&](auto take) {
    for (std::size_t f = 0; f < rows.size(); ++f) {
      const std::vector<Posting>& all = index.forms[f].postings;
      auto at = std::lower_bound(all.begin(), all.end(), from,
                                 [](const Posting& p, std::uint32_t d) { return p.document < d; });
      for (; at != all.end() && at->document < to; ++at) take(index.forms[f], *at, rows[f]);
    }
  };
  Axis axis(from, to);
  each([&](const Form& form, const Posting& posting, std::uint32_t) {
    axis.measure(form, posting);
  });
  axis.lay_out();
  each([&](const Form& form, const Posting& posting, std::uint32_t row) {
    axis.enter(form, posting, row);
  });
  Block& block = blocks_.emplace_back();
  for (std::uint32_t d = from; d < to; ++d) {
    axis.put(d, index.starts[d], block.bytes);
    block.ends.push_back(block.bytes.size());
  }
  block.bytes.shrink_to_fit();
}

bool PackedIndex::comes_before(std::uint32_t row, std::uint32_t other) const {
  const std::string_view stem = in_arena(rows_[row].stem);
  const std::string_view other_stem = in_arena(rows_[other].stem);
  if (stem != other_stem) return text::utf16_less(stem, other_stem);
  return text::utf16_less(in_arena(rows_[row].text), in_arena(rows_[other].text));
}

void PackedIndex::finish() {
  slots_ = {};
  const auto less = [this](std::uint32_t a, std::uint32_t b) { return comes_before(a, b); };
  const auto middle = order_.begin() + static_cast<std::ptrdiff_t>(in_order_);
  std::sort(middle, order_.end(), less);
  std::inplace_merge(order_.begin(), middle, order_.end(), less);
  ranks_.resize(order_.size());
  for (std::uint32_t form = 0; form < order_.size(); ++form) ranks_[order_[form]] = form;
  in_order_ = order_.size();
}

void PackedIndex::store(StoredWriter& out) const {
  out.text(arena_);
  std::vector<StoredRow> rows;
  rows.reserve(rows_.size());
  for (const Row& row : rows_) {
    rows.push_back({.text = row.text,
                    .stem = row.stem,
                    .df = row.df,
                    .last = row.last,
                    .bytes = static_cast<std::uint32_t>(row.bytes.size())});
  }
  out.array(rows);
  for (const Row& row : rows_) out.bytes(row.bytes);
  out.array(order_);
  out.number(blocks_.size());
  for (const Block& block : blocks_) {
    out.number(block.begin);
    out.array(block.ends);
    out.array(block.bytes);
  }
  out.array(scores_);
  for (const Day day : days_) {
    out.number(static_cast<std::uint64_t>(day.days().time_since_epoch().count()));
  }
}

PackedIndex PackedIndex::read(StoredReader& in) {
  PackedIndex index;
  index.arena_ = in.text();
  for (const StoredRow& stored : in.array<StoredRow>()) {
    Row& row = index.rows_.emplace_back();
    row.text = stored.text;
    row.stem = stored.stem;
    row.df = stored.df;
    row.last = stored.last;
    const std::string_view bytes = in.bytes(stored.bytes);
    row.bytes.assign(bytes.begin(), bytes.end());
  }
  index.order_ = in.array<std::uint32_t>();
  index.in_order_ = index.order_.size();
  index.blocks_.resize(in.count(sizeof(std::uint64_t)));
  for (Block& block : index.blocks_) {
    block.begin = static_cast<std::uint32_t>(in.number());
    block.ends = in.array<std::size_t>();
    block.bytes = in.array<std::uint8_t>();
  }
  index.scores_ = in.array<double>();
  for (std::size_t i = 0; i < index.scores_.size(); ++i) {
    const std::chrono::days days(static_cast<std::int64_t>(in.number()));
    index.days_.push_back(Day::from(std::chrono::sys_days(days)));
  }
  return index;
}

std::uint32_t PackedIndex::first_paper(std::uint32_t form) const {
  const std::uint8_t* at = rows_[order_[form]].bytes.data();
  return take_varint(at) >> 1;
}

// Calls take(document, in_order, wdf, fields) for the postings from `begin` up to `end`.
template <typename Take>
void PackedIndex::each_posting(const Row& row, std::uint32_t begin, std::uint32_t end, Take take) {
  if (row.last < begin) return;
  const std::uint8_t* at = row.bytes.data();
  std::uint32_t document = 0;
  for (std::uint32_t left = row.df; left > 0; --left) {
    const std::uint32_t gap = take_varint(at);
    document += gap >> 1;
    const unsigned weight = *at++;
    unsigned wdf = weight >> 4;
    if (wdf == kLargeWdf) wdf = *at++;
    if (document >= end) return;
    if (document >= begin) take(document, (gap & 1) != 0, wdf, weight & 15);
  }
}

std::uint32_t PackedIndex::df(std::uint32_t form, std::uint32_t begin, std::uint32_t end) const {
  const Row& row = rows_[order_[form]];
  if (begin == 0 && row.last < end) return row.df;
  std::uint32_t count = 0;
  each_posting(row, begin, end, [&](std::uint32_t, bool, unsigned, unsigned) { ++count; });
  return count;
}

void PackedIndex::postings(std::uint32_t form, std::uint32_t begin, std::uint32_t end,
                           std::vector<Posting>& out) const {
  each_posting(rows_[order_[form]], begin, end,
               [&](std::uint32_t document, bool in_order, unsigned wdf, unsigned fields) {
                 out.push_back({.document = document,
                                .wdf = static_cast<std::uint8_t>(wdf),
                                .fields = static_cast<std::uint8_t>(fields),
                                .first_position = 0,
                                .positions = in_order ? 1U : 0U});
               });
}

void PackedIndex::words(std::uint32_t document, std::vector<std::uint32_t>& out) const {
  const auto after =
      std::upper_bound(blocks_.begin(), blocks_.end(), document,
                       [](std::uint32_t d, const Block& block) { return d < block.begin; });
  const Block& block = *std::prev(after);
  const std::size_t i = document - block.begin;
  const std::uint8_t* at = block.bytes.data() + (i == 0 ? 0 : block.ends[i - 1]);
  const std::uint8_t* const end = block.bytes.data() + block.ends[i];
  out.clear();
  while (at < end) {
    const std::uint32_t word = take_varint(at);
    out.push_back(word == kPackedBreak       ? kBreak
                  : word == kPackedNextField ? kNextField
                                             : ranks_[word - kMarks]);
  }
}

PackedIndex pack(const InvertedIndex& index) {
  PackedIndex words;
  words.add(index);
  words.finish();
  return words;
}

}  // namespace broadsheet::index

#include "search/pairs.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "search/digest.h"
#include "search/shard_format.h"

namespace broadsheet::search {
namespace {

// A word with more papers has its pairs in several files.
constexpr std::uint32_t kPapersAFile = 256;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

using Postings = std::span<const Posting>;

// The words of a range of papers where they stand, on the axis of positions.
class Words {
 public:
  struct Place {
    std::uint32_t form = kNone;
    std::uint16_t which = 0;  // of the places of the form in the paper
  };

  Words(const InvertedIndex& index, const std::vector<Postings>& lists, std::uint32_t begin, std::uint32_t end)
      : begin_(begin), starts_(end - begin + 1) {
    // Behind the last word of a paper one place stays free.
    for (std::size_t f = 0; f < lists.size(); ++f) {
      for (const Posting& posting : lists[f]) {
        if (posting.positions == 0) continue;
        const std::size_t last = index.forms[f].positions[posting.first_position + posting.positions - 1];
        std::size_t& size = starts_[posting.document - begin + 1];
        size = std::max(size, last + 2);
      }
    }
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    places_.resize(starts_.back() + 1);
    for (std::size_t f = 0; f < lists.size(); ++f) {
      for (const Posting& posting : lists[f]) {
        for (std::uint32_t i = 0; i < posting.positions; ++i) {
          const std::uint32_t position = index.forms[f].positions[posting.first_position + i];
          places_[starts_[posting.document - begin] + position] = {static_cast<std::uint32_t>(f),
                                                                   static_cast<std::uint16_t>(i)};
        }
      }
    }
  }

  const Place& at(std::uint32_t document, std::uint32_t position) const {
    return places_[starts_[document - begin_] + position];
  }

 private:
  std::uint32_t begin_;
  std::vector<std::size_t> starts_;
  std::vector<Place> places_;
};

// One place of a pair whose first word is given.
struct Found {
  std::uint32_t second = 0;  // form
  std::uint32_t document = 0;
  std::uint8_t field = 0;
  std::uint32_t first_place = 0;
  std::uint32_t second_place = 0;
};

std::vector<Postings> lists_within(const InvertedIndex& index, std::uint32_t begin, std::uint32_t end) {
  const auto below = [](const Posting& posting, std::uint32_t d) { return posting.document < d; };
  std::vector<Postings> lists;
  lists.reserve(index.forms.size());
  for (const Form& form : index.forms) {
    const auto first = std::lower_bound(form.postings.begin(), form.postings.end(), begin, below);
    lists.emplace_back(first, std::lower_bound(first, form.postings.end(), end, below));
  }
  return lists;
}

// Which papers of the range hold two words. Frequent words have a bit for each paper.
class Intersector {
 public:
  Intersector(const std::vector<Postings>& lists, std::uint32_t begin, std::uint32_t end)
      : lists_(lists), begin_(begin), size_((end - begin + 63) / 64), slots_(lists.size(), kNone) {
    for (std::size_t f = 0; f < lists.size(); ++f) {
      if (lists[f].size() < std::max(size_, kFewestTogether)) continue;
      slots_[f] = static_cast<std::uint32_t>(bits_.size() / size_);
      bits_.resize(bits_.size() + size_);
      std::uint64_t* const bits = &bits_[slots_[f] * size_];
      for (const Posting& posting : lists[f]) bits[(posting.document - begin) / 64] |= bit_of(posting.document);
    }
  }

  /// Rising; until the next call.
  const std::vector<std::uint32_t>& both(std::uint32_t a, std::uint32_t b) {
    both_.clear();
    if (lists_[a].size() > lists_[b].size()) std::swap(a, b);
    if (slots_[a] != kNone) {
      const std::uint64_t* const one = &bits_[slots_[a] * size_];
      const std::uint64_t* const other = &bits_[slots_[b] * size_];
      for (std::size_t i = 0; i < size_; ++i) {
        for (std::uint64_t left = one[i] & other[i]; left != 0; left &= left - 1) {
          both_.push_back(begin_ + static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(left)));
        }
      }
    } else if (slots_[b] != kNone) {
      const std::uint64_t* const bits = &bits_[slots_[b] * size_];
      for (const Posting& posting : lists_[a]) {
        if ((bits[(posting.document - begin_) / 64] & bit_of(posting.document)) != 0) both_.push_back(posting.document);
      }
    } else {
      auto at = lists_[b].begin();
      for (const Posting& posting : lists_[a]) {
        while (at != lists_[b].end() && at->document < posting.document) ++at;
        if (at == lists_[b].end()) break;
        if (at->document == posting.document) both_.push_back(posting.document);
      }
    }
    return both_;
  }

 private:
  std::uint64_t bit_of(std::uint32_t document) const { return std::uint64_t{1} << ((document - begin_) % 64); }

  const std::vector<Postings>& lists_;
  std::uint32_t begin_;
  std::size_t size_;  // in words of 64 bits
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> both_;
};

std::uint32_t name_hash(std::string_view word) { return file_check(word, {}); }

// All pairs of a segment, by file.
class PairMaker {
 public:
  PairMaker(const InvertedIndex& index, std::vector<Postings> lists, std::uint32_t begin, std::uint32_t end,
            std::uint32_t files)
      : index_(index), lists_(std::move(lists)), words_(index, lists_, begin, end), together_(lists_, begin, end), files_(files) {}

  std::vector<std::vector<Pair>> pairs() {
    std::vector<std::vector<Pair>> all(files_);
    for (std::uint32_t form = 0; form < lists_.size(); ++form) {
      if (lists_[form].size() < kFewestTogether) continue;
      const std::vector<Found> found = behind(form);
      for (std::size_t begin = 0; begin < found.size();) {
        std::size_t end = begin;
        while (end < found.size() && found[end].second == found[begin].second) ++end;
        add(form, std::span(found).subspan(begin, end - begin), all);
        begin = end;
      }
    }
    return all;
  }

 private:
  // What stands behind a form, by second word, then in reading order.
  std::vector<Found> behind(std::uint32_t form) const {
    std::vector<Found> found;
    for (const Posting& posting : lists_[form]) {
      const FieldStarts& start = index_.starts[posting.document];
      for (std::uint32_t i = 0; i < posting.positions; ++i) {
        const std::uint32_t position = index_.forms[form].positions[posting.first_position + i];
        const Words::Place& next = words_.at(posting.document, position + 1);
        if (next.form == kNone || lists_[next.form].size() < kFewestTogether) continue;
        const int field = position < start.authors ? 0 : position < start.comment ? 1 : 2;
        found.push_back({.second = next.form,
                         .document = posting.document,
                         .field = static_cast<std::uint8_t>(field),
                         .first_place = i,
                         .second_place = next.which});
      }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.second < b.second; });
    return found;
  }

  void add(std::uint32_t form, std::span<const Found> found, std::vector<std::vector<Pair>>& all) {
    const std::uint32_t second = found.front().second;
    const std::vector<std::uint32_t>& both = together_.both(form, second);
    if (both.size() < kFewestTogether) return;
    const std::string& one = index_.forms[form].text;
    const std::string& two = index_.forms[second].text;
    Pair pair{.text = one + " " + two, .candidates = static_cast<std::uint32_t>(both.size()), .places = {}};
    pair.places.reserve(found.size());
    auto at = both.begin();
    for (const Found& place : found) {
      at = std::lower_bound(at, both.end(), place.document);
      pair.places.push_back({.candidate = static_cast<std::uint32_t>(at - both.begin()),
                             .field = place.field,
                             .first = place.first_place,
                             .second = place.second_place});
    }
    const auto papers = static_cast<std::uint32_t>(lists_[form].size());
    all[file_of_pair(one, two, papers, files_)].push_back(std::move(pair));
  }

  const InvertedIndex& index_;
  std::vector<Postings> lists_;
  Words words_;
  Intersector together_;
  std::uint32_t files_;
};

std::size_t words_of(const std::vector<Postings>& lists) {
  std::size_t words = 0;
  for (const Postings& list : lists) {
    for (const Posting& posting : list) words += posting.positions;
  }
  return words;
}

std::uint64_t key_of(const InvertedIndex& index, const std::vector<Postings>& lists, std::uint32_t begin,
                     std::uint32_t end, std::uint32_t files) {
  Digest digest;
  digest.add(static_cast<std::uint64_t>(kClientFormat));
  digest.add(files);
  for (std::uint32_t d = begin; d < end; ++d) {
    digest.add(index.starts[d].authors | std::uint64_t{index.starts[d].comment} << 32);
  }
  for (std::size_t f = 0; f < lists.size(); ++f) {
    if (lists[f].empty()) continue;
    digest.add(index.forms[f].text);
    for (const Posting& posting : lists[f]) {
      digest.add((posting.document - begin) | std::uint64_t{posting.positions} << 32);
      for (std::uint32_t i = 0; i < posting.positions; ++i) {
        digest.add(index.forms[f].positions[posting.first_position + i]);
      }
    }
  }
  return digest.value();
}

}  // namespace

std::uint32_t file_of_pair(std::string_view first, std::string_view second, std::uint32_t papers,
                           std::uint32_t files) {
  const std::uint32_t parts = 1 + papers / kPapersAFile;
  return (name_hash(first) % files + name_hash(second) % parts) % files;
}

PairSegment write_pairs(const InvertedIndex& index, std::uint32_t begin, std::uint32_t end,
                        const ClientIndexOptions& options, OutputSink& output) {
  std::vector<Postings> lists = lists_within(index, begin, end);
  // Larger segments have larger files, as the manifest's segments do.
  const double size = static_cast<double>(options.pair_words) * std::cbrt(std::max(1.0, (end - begin) / 1024.0));
  const auto files = static_cast<std::uint32_t>(static_cast<double>(words_of(lists)) / size) + 1;
  const std::uint64_t key = key_of(index, lists, begin, end, files);
  const PairSegment segment{.begin = begin, .end = end, .files = files, .hash = key_name(key)};
  const std::string folder = "search/p/" + segment.hash + "/";
  if (output.keep_folder(folder, key)) return segment;
  std::vector<std::vector<Pair>> all = PairMaker(index, std::move(lists), begin, end, files).pairs();
  for (std::uint32_t i = 0; i < files; ++i) {
    const std::string name = std::to_string(i);
    output.write_keyed(folder + name, pack_symbols(name, encode_pairs(all[i])), key);
    all[i] = {};
  }
  return segment;
}

}  // namespace broadsheet::search

#include "index/browser/bigrams.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "index/browser/client_index.h"
#include "index/browser/shard_format.h"
#include "index/varint.h"

namespace broadsheet::index {
namespace {

// A word with more papers has its pairs in several files. Twin: PAPERS_A_FILE in phrase.js.
constexpr std::uint32_t kPapersAFile = 32;
constexpr std::uint32_t kSmallSegment = 64;
constexpr double kWordsOfSmall = 3;  // a third of the words in a file: it has all pairs
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kFields = 4;  // after them come joined compounds and the paper's number
constexpr std::size_t kPlacesAtOnce = 1'000'000;  // of pairs, by their first words

using Papers = std::span<const std::uint32_t>;

// The forms of a range of papers, numbered within it, in the order of PackedIndex.
class Vocabulary {
 public:
  Vocabulary(const PackedIndex& index, std::uint32_t begin, std::uint32_t end)
      : index_(index), begin_(begin), end_(end), numbers_(index.forms(), kNone) {
    std::vector<std::uint32_t> words;
    for (std::uint32_t d = begin; d < end; ++d) {
      index.words(d, words);
      for (const std::uint32_t word : words) {
        if (word >= PackedIndex::kNextField || numbers_[word] != kNone) continue;
        numbers_[word] = 0;
        forms_.push_back(word);
      }
    }
    std::sort(forms_.begin(), forms_.end());
    for (std::uint32_t i = 0; i < forms_.size(); ++i) numbers_[forms_[i]] = i;
    count();
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(forms_.size()); }
  std::string_view text(std::uint32_t word) const { return index_.text(forms_[word]); }
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return end_; }
  /// How many papers hold a word.
  std::uint32_t df(std::uint32_t word) const { return papers_[word]; }
  /// How often it occurs.
  std::uint32_t places(std::uint32_t word) const { return places_[word]; }

  /// The words of a paper, as PackedIndex gives them but for their numbers.
  void words(std::uint32_t document, std::vector<std::uint32_t>& out) const {
    index_.words(document, out);
    for (std::uint32_t& word : out) {
      if (word < PackedIndex::kNextField) word = numbers_[word];
    }
  }

 private:
  void count() {
    papers_.assign(forms_.size(), 0);
    places_.assign(forms_.size(), 0);
    std::vector<std::uint32_t> last(forms_.size(), kNone);
    std::vector<std::uint32_t> here;
    for (std::uint32_t d = begin_; d < end_; ++d) {
      words(d, here);
      std::uint32_t field = 0;
      for (const std::uint32_t word : here) {
        if (word == PackedIndex::kNextField) ++field;
        if (word >= PackedIndex::kNextField) continue;
        if (std::exchange(last[word], d) != d) ++papers_[word];
        if (field < kFields) ++places_[word];
      }
    }
  }

  const PackedIndex& index_;
  std::uint32_t begin_;
  std::uint32_t end_;
  std::vector<std::uint32_t> numbers_;  // of forms of the index
  std::vector<std::uint32_t> forms_;
  std::vector<std::uint32_t> papers_;
  std::vector<std::uint32_t> places_;
};

// The papers of each word, rising.
class PaperLists {
 public:
  explicit PaperLists(const Vocabulary& vocabulary) : ends_(vocabulary.size() + 1) {
    for (std::uint32_t word = 0; word < vocabulary.size(); ++word)
      ends_[word + 1] = ends_[word] + vocabulary.df(word);
    papers_.resize(ends_.back());
    std::vector<std::size_t> next(ends_.begin(), ends_.end() - 1);
    std::vector<std::uint32_t> here;
    for (std::uint32_t d = vocabulary.begin(); d < vocabulary.end(); ++d) {
      vocabulary.words(d, here);
      for (const std::uint32_t word : here) {
        if (word >= PackedIndex::kNextField) continue;
        if (next[word] > ends_[word] && papers_[next[word] - 1] == d) continue;
        papers_[next[word]++] = d;
      }
    }
  }

  Papers operator[](std::uint32_t word) const {
    return Papers(papers_).subspan(ends_[word], ends_[word + 1] - ends_[word]);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size() - 1); }

 private:
  std::vector<std::size_t> ends_;
  std::vector<std::uint32_t> papers_;
};

// Which papers of the range hold two words. Frequent words have a bit for each paper.
class Intersector {
 public:
  Intersector(const PaperLists& lists, std::uint32_t begin, std::uint32_t end)
      : lists_(lists), begin_(begin), size_((end - begin + 63) / 64), slots_(lists.size(), kNone) {
    std::uint32_t frequent = 0;
    for (std::uint32_t word = 0; word < lists.size(); ++word) {
      if (lists[word].size() >= std::max(size_, fewest_together(end - begin)))
        slots_[word] = frequent++;
    }
    bits_.resize(frequent * size_);
    for (std::uint32_t word = 0; word < lists.size(); ++word) {
      if (slots_[word] == kNone) continue;
      std::uint64_t* const bits = &bits_[slots_[word] * size_];
      for (const std::uint32_t d : lists[word]) bits[(d - begin) / 64] |= bit_of(d);
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
          both_.push_back(begin_ + static_cast<std::uint32_t>(i * 64) +
                          static_cast<std::uint32_t>(std::countr_zero(left)));
        }
      }
    } else if (slots_[b] != kNone) {
      const std::uint64_t* const bits = &bits_[slots_[b] * size_];
      for (const std::uint32_t d : lists_[a]) {
        if ((bits[(d - begin_) / 64] & bit_of(d)) != 0) both_.push_back(d);
      }
    } else {
      const Papers one = lists_[a];
      const Papers other = lists_[b];
      std::set_intersection(one.begin(), one.end(), other.begin(), other.end(),
                            std::back_inserter(both_));
    }
    return both_;
  }

 private:
  std::uint64_t bit_of(std::uint32_t document) const {
    return std::uint64_t{1} << ((document - begin_) % 64);
  }

  const PaperLists& lists_;
  std::uint32_t begin_;
  std::size_t size_;  // in words of 64 bits
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> both_;
};

std::uint32_t name_hash(std::string_view word) { return file_check(word, {}); }

// One place of a pair whose first word is given.
struct Found {
  std::uint32_t second = 0;
  std::uint32_t document = 0;
  std::uint32_t first_place = 0;
  std::uint32_t second_place = 0;
  std::uint8_t field = 0;
};

// All pairs of a segment, by file, each file packed until it is written.
class PairMaker {
 public:
  PairMaker(const Vocabulary& vocabulary, std::uint32_t files)
      : vocabulary_(vocabulary),
        fewest_(fewest_together(vocabulary.end() - vocabulary.begin())),
        lists_(vocabulary),
        together_(lists_, vocabulary.begin(), vocabulary.end()),
        packed_(files) {
    for (std::uint32_t begin = 0; begin < vocabulary.size();) {
      std::size_t places = 0;
      std::uint32_t end = begin;
      do places += vocabulary.places(end++);
      while (end < vocabulary.size() && places + vocabulary.places(end) <= kPlacesAtOnce);
      find(begin, end, places);
      begin = end;
    }
  }

  /// Those of a file, in order; forgets them.
  std::vector<Pair> take(std::uint32_t file) {
    const std::vector<std::uint8_t> bytes = std::move(packed_[file]);
    std::vector<Pair> pairs;
    const std::uint8_t* at = bytes.data();
    while (at < bytes.data() + bytes.size()) {
      Pair& pair = pairs.emplace_back();
      pair.text = vocabulary_.text(take_varint(at));
      pair.text += ' ';
      pair.text += vocabulary_.text(take_varint(at));
      pair.candidates = take_varint(at);
      pair.places.resize(take_varint(at));
      std::uint32_t candidate = 0;
      for (PairPlace& place : pair.places) {
        place.candidate = candidate += take_varint(at);
        const std::uint32_t first = take_varint(at);
        place.field = static_cast<std::uint8_t>(first % 4);
        place.first = first / 4;
        place.second = take_varint(at);
      }
    }
    return pairs;
  }

 private:
  // Adds the pairs whose first words are `from` up to `to`.
  void find(std::uint32_t from, std::uint32_t to, std::size_t places) {
    std::vector<std::size_t> next(to - from);
    for (std::uint32_t word = from; word + 1 < to; ++word)
      next[word - from + 1] = next[word - from] + vocabulary_.places(word);
    const std::vector<std::size_t> begins = next;
    std::vector<Found> found(places);
    std::vector<std::uint32_t> here;
    std::vector<std::uint32_t> counts(vocabulary_.size());
    for (std::uint32_t d = vocabulary_.begin(); d < vocabulary_.end(); ++d) {
      vocabulary_.words(d, here);
      std::uint32_t field = 0;
      std::uint32_t first = kNone;
      std::uint32_t first_place = 0;
      for (const std::uint32_t word : here) {
        if (word == PackedIndex::kNextField && ++field == kFields) break;
        if (word >= PackedIndex::kNextField) {
          first = kNone;
          continue;
        }
        const std::uint32_t place = counts[word]++;
        if (first != kNone && first >= from && first < to && vocabulary_.df(word) >= fewest_) {
          found[next[first - from]++] = {.second = word,
                                         .document = d,
                                         .first_place = first_place,
                                         .second_place = place,
                                         .field = static_cast<std::uint8_t>(std::min(field, 2U))};
        }
        first = vocabulary_.df(word) >= fewest_ ? word : kNone;
        first_place = place;
      }
      for (const std::uint32_t word : here) {
        if (word < PackedIndex::kNextField) counts[word] = 0;
      }
    }
    for (std::uint32_t word = from; word < to; ++word) {
      add(word,
          std::span(found).subspan(begins[word - from], next[word - from] - begins[word - from]));
    }
  }

  // Adds the pairs of one first word.
  void add(std::uint32_t first, std::span<Found> found) {
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.second < b.second; });
    for (std::size_t begin = 0; begin < found.size();) {
      std::size_t end = begin;
      while (end < found.size() && found[end].second == found[begin].second) ++end;
      add_pair(first, found.subspan(begin, end - begin));
      begin = end;
    }
  }

  void add_pair(std::uint32_t first, std::span<const Found> found) {
    const std::uint32_t second = found.front().second;
    const std::vector<std::uint32_t>& both = together_.both(first, second);
    if (both.size() < fewest_) return;
    const auto files = static_cast<std::uint32_t>(packed_.size());
    std::vector<std::uint8_t>& out = packed_[file_of_pair(
        vocabulary_.text(first), vocabulary_.text(second), vocabulary_.df(first), files)];
    for (const std::size_t number :
         {std::size_t{first}, std::size_t{second}, both.size(), found.size()}) {
      put_varint(out, static_cast<std::uint32_t>(number));
    }
    auto at = both.begin();
    auto before = both.begin();
    for (const Found& place : found) {
      at = std::lower_bound(at, both.end(), place.document);
      put_varint(out, static_cast<std::uint32_t>(at - std::exchange(before, at)));
      put_varint(out, place.first_place * 4 + place.field);
      put_varint(out, place.second_place);
    }
  }

  const Vocabulary& vocabulary_;
  std::size_t fewest_;  ///< see fewest_together
  PaperLists lists_;
  Intersector together_;
  std::vector<std::vector<std::uint8_t>> packed_;
};

std::size_t words_of(const Vocabulary& vocabulary) {
  std::size_t words = 0;
  for (std::uint32_t word = 0; word < vocabulary.size(); ++word) words += vocabulary.places(word);
  return words;
}

std::uint64_t key_of(const Vocabulary& vocabulary, std::uint32_t files) {
  HashSum sum;
  sum.add(std::uint64_t{kClientFormat}).add(std::uint64_t{files});
  sum.add(std::uint64_t{fewest_together(vocabulary.end() - vocabulary.begin())});
  for (std::uint32_t word = 0; word < vocabulary.size(); ++word) sum.add(vocabulary.text(word));
  std::vector<std::uint32_t> here;
  for (std::uint32_t d = vocabulary.begin(); d < vocabulary.end(); ++d) {
    vocabulary.words(d, here);
    sum.add(here.size());
    for (const std::uint32_t word : here) sum.add(std::uint64_t{word});
  }
  return sum.value();
}

}  // namespace

std::size_t fewest_together(std::uint32_t papers) { return papers <= kSmallSegment ? 1 : 4; }

std::uint32_t file_of_pair(std::string_view first, std::string_view second, std::uint32_t papers,
                           std::uint32_t files) {
  const std::uint32_t parts = 1 + papers / kPapersAFile;
  return (name_hash(first) % files + name_hash(second) % parts) % files;
}

PairSegment write_pairs(const PackedIndex& index, std::uint32_t begin, std::uint32_t end,
                        const ClientIndexOptions& options, OutputSink& output) {
  const Vocabulary vocabulary(index, begin, end);
  // Larger segments have larger files, as the manifest's segments do.
  const double size = static_cast<double>(options.pair_words) *
                      std::cbrt(std::max(1.0, (end - begin) / 1024.0)) /
                      (end - begin <= kSmallSegment ? kWordsOfSmall : 1.0);
  const auto files =
      static_cast<std::uint32_t>(static_cast<double>(words_of(vocabulary)) / size) + 1;
  const std::uint64_t key = key_of(vocabulary, files);
  const PairSegment segment{.begin = begin, .end = end, .files = files, .key = key};
  const std::string folder = segment.folder();
  if (output.keep_folder(folder, key)) return segment;
  PairMaker maker(vocabulary, files);
  for (std::uint32_t i = 0; i < files; ++i) {
    const std::string name = std::to_string(i);
    output.write_keyed(folder + name, pack_symbols(name, encode_pairs(maker.take(i))), key);
  }
  return segment;
}

}  // namespace broadsheet::index

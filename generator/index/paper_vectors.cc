#include "index/paper_vectors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kSize = PaperVectors::kSize;
constexpr std::size_t kColumns = kSize + 8;  // more than needed: the last ones converge slowly
constexpr int kRounds = 3;
constexpr std::uint32_t kFewest = 300;
constexpr std::uint32_t kNewest = 20'000;
constexpr std::uint32_t kFewestUses = 3;  // papers with a word
constexpr std::uint32_t kMostShare = 5;   // one paper in so many has a word at most
constexpr double kParts = 64;             // of rounded logarithms
constexpr std::uint32_t kTitleCount = 2;
constexpr std::uint32_t kNoTerm = std::numeric_limits<std::uint32_t>::max();

int quarter_of(Day day) {
  const int month = day.number() / 100 % 100;
  return day.number() / 10000 * 4 + (month - 1) / 3;
}

// The first paper of the quarter of the last one.
std::uint32_t quarter_begin(const PackedIndex& words) {
  std::uint32_t begin = words.papers();
  if (begin == 0) return 0;
  const int last = quarter_of(words.day(begin - 1));
  while (begin > 0 && quarter_of(words.day(begin - 1)) == last) --begin;
  return begin;
}

double rounded_log(double value) { return std::round(kParts * std::log(value)); }

// ln(1 + times), in 1/64.
double frequency_weight(std::uint32_t times) {
  static const std::array<double, 256> weights = [] {
    std::array<double, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = rounded_log(1.0 + static_cast<double>(i));
    return all;
  }();
  return weights[std::min<std::size_t>(times, weights.size() - 1)];
}

bool is_subject_word(std::string_view stem) {
  return stem.size() > 1 && stem.front() != '!' && !is_ascii_digit(stem.front());
}

struct Weight {
  std::uint32_t term = 0;
  double value = 0;
};

// Columns of equal length, one after the other.
class Columns {
 public:
  explicit Columns(std::size_t rows) : rows_(rows), values_(rows * kColumns) {}

  // Gram and Schmidt, in order: a later column changes no earlier one.
  // @param table  by row, kColumns numbers each; replaced
  static void orthonormalize(std::vector<double>& table) {
    Columns columns(table.size() / kColumns);
    for (std::size_t i = 0; i < table.size(); ++i)
      columns.at(i % kColumns)[i / kColumns] = table[i];
    for (std::size_t j = 0; j < kColumns; ++j) {
      for (std::size_t i = 0; i < j; ++i) columns.subtract(j, i, columns.product(i, j));
      const double length = std::sqrt(columns.product(j, j));
      double* const column = columns.at(j);
      for (std::size_t r = 0; r < columns.rows_; ++r) column[r] /= length > 0 ? length : 1;
    }
    for (std::size_t i = 0; i < table.size(); ++i)
      table[i] = columns.at(i % kColumns)[i / kColumns];
  }

 private:
  double* at(std::size_t column) { return values_.data() + column * rows_; }
  double product(std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t r = 0; r < rows_; ++r) sum += at(a)[r] * at(b)[r];
    return sum;
  }
  void subtract(std::size_t from, std::size_t other, double times) {
    for (std::size_t r = 0; r < rows_; ++r) at(from)[r] -= times * at(other)[r];
  }

  std::size_t rows_;
  std::vector<double> values_;
};

// The same numbers for all, between -1/2 and 1/2.
std::vector<double> start_values(std::size_t size) {
  std::vector<double> values(size);
  std::uint32_t seed = 1;
  for (double& value : values) {
    seed = seed * 1664525U + 1013904223U;
    value = seed / 4294967296.0 - 0.5;
  }
  return values;
}

// The first axes of papers as rows of weights: by term, kColumns numbers each.
std::vector<double> axes_of(const std::vector<std::vector<Weight>>& papers, std::size_t terms) {
  std::vector<double> axes = start_values(terms * kColumns);
  Columns::orthonormalize(axes);
  std::vector<double> next(axes.size());
  for (int round = 0; round < kRounds; ++round) {
    std::fill(next.begin(), next.end(), 0.0);
    for (const std::vector<Weight>& paper : papers) {
      std::array<double, kColumns> sum{};
      for (const Weight& weight : paper) {
        const double* const axis = axes.data() + weight.term * kColumns;
        for (std::size_t j = 0; j < kColumns; ++j) sum[j] += weight.value * axis[j];
      }
      for (const Weight& weight : paper) {
        double* const axis = next.data() + weight.term * kColumns;
        for (std::size_t j = 0; j < kColumns; ++j) axis[j] += weight.value * sum[j];
      }
    }
    std::swap(axes, next);
    Columns::orthonormalize(axes);
  }
  return axes;
}

void append_rounded(const std::array<std::int64_t, kSize>& sums, std::vector<std::int8_t>& out) {
  double squares = 0;
  for (const std::int64_t sum : sums)
    squares += static_cast<double>(sum) * static_cast<double>(sum);
  const double scale = std::sqrt(squares / static_cast<double>(kSize));
  for (const std::int64_t sum : sums) {
    const double value = scale > 0 ? std::round(static_cast<double>(sum) / scale) : 0;
    const double most = PaperVectors::kMost;
    out.push_back(static_cast<std::int8_t>(std::clamp(value, -most, most)));
  }
}

}  // namespace

// How often a paper has each term; a word of the title counts twice.
struct PaperVectors::Counter {
  // @param stems  in the order of `words`
  Counter(const PackedIndex& words, const std::vector<std::string>& stems)
      : term_of(words.forms(), kNoTerm), times(stems.size(), 0) {
    auto next = stems.begin();
    for (std::uint32_t form = 0; form < words.forms(); ++form) {
      const std::string_view stem = words.stem(form);
      while (next != stems.end() && text::utf16_less(*next, stem)) ++next;
      if (next != stems.end() && *next == stem) {
        term_of[form] = static_cast<std::uint32_t>(next - stems.begin());
      }
    }
  }

  // The terms of a paper in the order of their first use; `times` holds how often each is used.
  const std::vector<std::uint32_t>& count(const PackedIndex& words, std::uint32_t paper) {
    for (const std::uint32_t term : found) times[term] = 0;
    found.clear();
    words.words(paper, read);
    int field = 0;
    for (const std::uint32_t word : read) {
      if (word == PackedIndex::kNextField) ++field;
      if (word >= PackedIndex::kNextField || field == 1 || field > 3) continue;  // 1: authors
      const std::uint32_t term = term_of[word];
      if (term == kNoTerm) continue;
      if (times[term] == 0) found.push_back(term);
      times[term] += field == 0 ? kTitleCount : 1;
    }
    return found;
  }

  std::vector<std::uint32_t> term_of;  // by form
  std::vector<std::uint32_t> times;    // by term
  std::vector<std::uint32_t> found;
  std::vector<std::uint32_t> read;
};

void PaperVectors::fit(const PackedIndex& words, std::uint32_t begin, std::uint32_t end) {
  stems_.clear();
  for (std::uint32_t form = 0; form < words.forms(); ++form) {
    const std::string_view stem = words.stem(form);
    if (is_subject_word(stem) && (stems_.empty() || stems_.back() != stem)) {
      stems_.emplace_back(stem);
    }
  }
  std::vector<std::uint32_t> uses(stems_.size(), 0);
  {
    Counter counter(words, stems_);
    for (std::uint32_t paper = begin; paper < end; ++paper) {
      for (const std::uint32_t term : counter.count(words, paper)) ++uses[term];
    }
  }
  rarity_.clear();
  std::size_t kept = 0;
  for (std::size_t term = 0; term < uses.size(); ++term) {
    if (uses[term] < kFewestUses || uses[term] > (end - begin) / kMostShare) continue;
    rarity_.push_back(static_cast<std::uint16_t>(
        rounded_log(static_cast<double>(end - begin) / static_cast<double>(uses[term]))));
    if (kept != term) stems_[kept] = std::move(stems_[term]);
    ++kept;
  }
  stems_.resize(kept);

  Counter counter(words, stems_);
  std::vector<std::vector<Weight>> papers;
  for (std::uint32_t paper = begin; paper < end; ++paper) {
    std::vector<Weight>& weights = papers.emplace_back();
    double squares = 0;
    for (const std::uint32_t term : counter.count(words, paper)) {
      const double value = frequency_weight(counter.times[term]) * rarity_[term];
      weights.push_back({.term = term, .value = value});
      squares += value * value;
    }
    for (Weight& weight : weights) weight.value /= std::sqrt(squares);
  }
  axes_.clear();
  const std::vector<double> axes = axes_of(papers, stems_.size());
  constexpr double kMostAxis = std::numeric_limits<std::int16_t>::max();
  for (std::size_t term = 0; term < stems_.size(); ++term) {
    for (std::size_t j = 0; j < kSize; ++j) {
      axes_.push_back(static_cast<std::int16_t>(std::round(kMostAxis * axes[term * kColumns + j])));
    }
  }
}

void PaperVectors::add(const PackedIndex& words) {
  Counter counter(words, stems_);
  vectors_.reserve(std::size_t{words.papers()} * kSize);
  for (std::uint32_t paper = papers(); paper < words.papers(); ++paper) {
    std::array<std::int64_t, kSize> sums{};
    for (const std::uint32_t term : counter.count(words, paper)) {
      const auto weight =
          static_cast<std::int64_t>(frequency_weight(counter.times[term])) * rarity_[term];
      const std::int16_t* const axis = axes_.data() + term * kSize;
      for (std::size_t j = 0; j < kSize; ++j) sums[j] += weight * axis[j];
    }
    append_rounded(sums, vectors_);
  }
}

void PaperVectors::update(const PackedIndex& words) {
  const std::uint32_t end = quarter_begin(words);
  if (end < kFewest) {
    *this = {};
    return;
  }
  if (end != basis_end_) {
    *this = {};
    basis_end_ = end;
    fit(words, end > kNewest ? end - kNewest : 0, end);
  }
  add(words);
}

void PaperVectors::store(StoredWriter& out) const {
  out.number(basis_end_);
  out.texts(stems_);
  out.array(rarity_);
  out.array(axes_);
  out.array(vectors_);
}

PaperVectors PaperVectors::read(StoredReader& in) {
  PaperVectors vectors;
  vectors.basis_end_ = static_cast<std::uint32_t>(in.number());
  vectors.stems_ = in.texts();
  vectors.rarity_ = in.array<std::uint16_t>();
  vectors.axes_ = in.array<std::int16_t>();
  vectors.vectors_ = in.array<std::int8_t>();
  return vectors;
}

std::string pack_vectors(const PaperVectors& vectors, std::uint32_t begin, std::uint32_t end) {
  std::string packed;
  for (std::uint32_t paper = begin; paper < end; ++paper) {
    const PaperVectors::Vector vector = vectors.of(paper);
    for (std::size_t j = 0; j < kSize; j += 2) {
      const int low = vector[j] + PaperVectors::kMost;
      const int high = vector[j + 1] + PaperVectors::kMost;
      packed += static_cast<char>(low + 16 * high);
    }
  }
  return packed;
}

std::vector<std::int8_t> unpack_vector(std::string_view packed, std::size_t at) {
  constexpr std::size_t kBytes = kSize / 2;
  std::vector<std::int8_t> vector;
  if (packed.size() / kBytes <= at) return vector;
  for (const char byte : packed.substr(at * kBytes, kBytes)) {
    const auto both = static_cast<unsigned char>(byte);
    for (const int half : {both & 15, both >> 4}) {
      vector.push_back(static_cast<std::int8_t>(half - PaperVectors::kMost));
    }
  }
  return vector;
}

}  // namespace broadsheet::index

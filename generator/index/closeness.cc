#include "index/closeness.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "index/topical_terms.h"
#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::index {
namespace {

constexpr double kTitleCount = 3;
constexpr std::size_t kNearest = 3;     // similar papers whose mean counts
constexpr double kCentroidShare = 0.5;  // against the mean of the nearest; docs/decisions/0017
constexpr double kManyByAuthor = 6;     // weight of papers by an author who counts fully

/// Scales to length 1; leaves zero as it is.
void normalize(std::vector<double>& vector) {
  double sum = 0;
  for (const double value : vector) sum += value * value;
  if (sum <= 0) return;
  for (double& value : vector) value /= std::sqrt(sum);
}

double mean_of_best(std::vector<double>& values, std::size_t most) {
  const std::size_t count = std::min(most, values.size());
  if (count == 0) return 0;
  std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count),
                    values.end(), std::greater<>());
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += values[i];
  return sum / static_cast<double>(count);
}

}  // namespace

bool is_topical_word(std::string_view form) {
  const bool digits = form.find_first_not_of("0123456789.,") == std::string_view::npos;
  return form.size() >= 3 && form.size() <= 60 && !digits && !is_plain_word(form);
}

std::string author_key(std::string_view name) {
  std::vector<text::Word> words = text::tokenize(text::fold(name));
  if (words.size() < 2) return {};
  if (std::none_of(words.begin(), words.end() - 1,
                   [](const text::Word& word) { return word.text.size() > 1; })) {
    return {};
  }
  std::string key;
  for (const text::Word& word : words) key += word.text + " ";
  return key;
}

LibraryProfile::LibraryProfile(std::span<const LibraryPaper> library,
                               std::span<const PaperText> background)
    : library_(library) {
  std::vector<Counts> counts;
  for (const LibraryPaper& paper : library) counts.push_back(learn(paper.paper));
  const std::size_t known = terms_.size();
  for (const PaperText& paper : background) learn(paper);
  uses_.resize(known);
  wanted_.resize(known);
  unwanted_.resize(known);
  for (std::size_t i = 0; i < library.size(); ++i) {
    const int weight = library[i].weight;
    std::vector<double>& sum = weight < 0 ? unwanted_ : wanted_;
    for (const auto& [term, value] : vector_of(counts[i])) {
      uses_[term].push_back({i, value});
      sum[term] += value * std::abs(weight);
    }
    for (const std::string& author : library[i].paper.authors) {
      if (const std::string key = author_key(author); !key.empty()) authors_[key] += weight;
    }
  }
  normalize(wanted_);
  normalize(unwanted_);
}

template <typename Visit>
void LibraryProfile::each_word(const PaperText& paper, const Visit& visit) const {
  const auto read = [&](const std::string& text, double times) {
    for (const text::Word& word : text::tokenize(text::fold(text))) {
      if (is_topical_word(word.text)) visit(stemmer_.stem(word.text), word.text, times);
    }
  };
  read(paper.title, kTitleCount);
  read(paper.abstract, 1);
}

LibraryProfile::Counts LibraryProfile::learn(const PaperText& paper) {
  Counts counts;
  each_word(paper, [&](const std::string& stem, const std::string& form, double times) {
    const auto [term, is_new] = terms_.try_emplace(stem, terms_.size());
    if (is_new) {
      forms_.emplace_back();
      frequency_.push_back(0);
    }
    ++forms_[term->second][form];
    counts[term->second] += times;
  });
  for (const auto& [term, times] : counts) ++frequency_[term];
  ++texts_;
  return counts;
}

LibraryProfile::Vector LibraryProfile::vector_of(const Counts& counts) const {
  Vector vector;
  double sum = 0;
  for (const auto& [term, times] : counts) {
    const double rarity = std::log((1 + texts_) / (0.5 + frequency_[term]));
    const double value = (1 + std::log(times)) * std::max(rarity, 0.0);
    vector.emplace_back(term, value);
    sum += value * value;
  }
  for (auto& [term, value] : vector) value /= sum > 0 ? std::sqrt(sum) : 1;
  return vector;
}

Closeness LibraryProfile::closeness(const PaperText& paper) const {
  Counts counts;
  each_word(paper, [&](const std::string& stem, const std::string&, double times) {
    const auto term = terms_.find(stem);
    if (term != terms_.end()) counts[term->second] += times;
  });
  std::vector<double> similar(library_.size());
  double wanted = 0, unwanted = 0;
  for (const auto& [term, value] : vector_of(counts)) {
    if (term >= uses_.size()) continue;
    wanted += value * wanted_[term];
    unwanted += value * unwanted_[term];
    for (const Use& use : uses_[term]) similar[use.paper] += value * use.weight;
  }
  Closeness result;
  std::vector<double> liked, disliked;
  for (std::size_t i = 0; i < similar.size(); ++i) {
    (library_[i].weight < 0 ? disliked : liked).push_back(similar[i]);
    if (library_[i].weight >= 0 && similar[i] > result.similarity) {
      result.similarity = similar[i];
      result.nearest = i;
    }
  }
  const auto joined = [](double centroid, std::vector<double>& nearest) {
    return kCentroidShare * centroid + (1 - kCentroidShare) * mean_of_best(nearest, kNearest);
  };
  result.centroid = wanted - unwanted;
  result.value = joined(wanted, liked) - joined(unwanted, disliked);
  for (const std::string& author : paper.authors) {
    const auto known = authors_.find(author_key(author));
    if (known != authors_.end())
      result.authors = std::max(result.authors, std::min(1.0, known->second / kManyByAuthor));
  }
  return result;
}

std::vector<LibraryTerm> LibraryProfile::terms(std::size_t most) const {
  std::vector<std::pair<double, Term>> ranked;
  for (Term term = 0; term < uses_.size(); ++term) {
    const double weight = wanted_[term] - unwanted_[term];
    if (weight > 0) ranked.emplace_back(-weight, term);
  }
  std::sort(ranked.begin(), ranked.end());
  if (ranked.size() > most) ranked.resize(most);
  std::vector<LibraryTerm> terms;
  for (const auto& [weight, term] : ranked) {
    const auto& forms = forms_[term];
    const auto form =
        std::max_element(forms.begin(), forms.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    terms.push_back({.word = form->first, .weight = -weight});
  }
  return terms;
}

}  // namespace broadsheet::index

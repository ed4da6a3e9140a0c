#include "query/subject.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "query/bm25.h"

namespace broadsheet::query {
namespace {

constexpr std::size_t kModels = 15;

std::vector<std::int64_t> subject_of(std::span<const SubjectCandidate> candidates) {
  std::vector<std::int64_t> sum(candidates.front().vector.size(), 0);
  for (std::size_t i = 0; i < std::min(kModels, candidates.size()); ++i) {
    const auto times = static_cast<std::int64_t>(kModels - i);
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += times * candidates[i].vector[j];
  }
  return sum;
}

// The cosine with the subject, times the subject's length; 0 if it is negative.
double closeness(std::span<const std::int8_t> vector, const std::vector<std::int64_t>& subject) {
  std::int64_t product = 0, squares = 0;
  for (std::size_t j = 0; j < subject.size(); ++j) {
    product += subject[j] * vector[j];
    squares += std::int64_t{vector[j]} * vector[j];
  }
  if (product <= 0) return 0;
  return static_cast<double>(product) / std::sqrt(static_cast<double>(squares));
}

}  // namespace

std::vector<std::size_t> order_by_subject(std::span<const SubjectCandidate> candidates) {
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (candidates.empty()) return order;
  const std::vector<std::int64_t> subject = subject_of(candidates);
  std::vector<double> close;
  for (const SubjectCandidate& candidate : candidates) {
    close.push_back(closeness(candidate.vector, subject));
  }
  const double closest = *std::max_element(close.begin(), close.end());
  if (closest <= 0 || candidates.front().rank <= 0) return order;
  std::vector<double> keys;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    keys.push_back(rank_key(candidates[i].rank / candidates.front().rank + close[i] / closest));
  }
  const auto others = std::stable_partition(order.begin(), order.end(),
                                            [&](std::size_t i) { return candidates[i].all; });
  std::stable_sort(others, order.end(),
                   [&](std::size_t a, std::size_t b) { return keys[a] > keys[b]; });
  return order;
}

}  // namespace broadsheet::query

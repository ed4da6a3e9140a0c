#pragma once
// How many typing mistakes lie between two words; the base of every "did you mean".

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// Restricted Damerau-Levenshtein (optimal string alignment): insert, delete, replace, swap two
/// neighbours, each 1. Stops early and gives `limit` + 1 when it is more than `limit` (0 or more).
/// @tparam Sequence  a string of code points, or of bytes where all is ASCII
/// Cost: O(size of a * size of b). Source: Boytsov 2011, section 2.2.
template <typename Sequence>
int edit_distance(const Sequence& a, const Sequence& b, int limit) {
  const auto rows = static_cast<int>(a.size());
  const auto columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > limit) return limit + 1;
  std::vector<int> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (int column = 0; column <= columns; ++column) {
    last[static_cast<std::size_t>(column)] = column;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

/// The ASCII word of `known` nearest to `word`, at most 2 mistakes away (1 below five letters);
/// the first of equals. For keys and names of commands; text/did_you_mean is for what people read.
inline std::optional<std::string> nearest_word(std::string_view word,
                                               std::span<const std::string> known) {
  int allowed = word.size() < 5 ? 1 : 2;
  std::optional<std::string> found;
  for (const std::string& candidate : known) {
    const int distance = edit_distance(word, std::string_view(candidate), allowed);
    if (distance > allowed) continue;
    found = candidate;
    allowed = distance - 1;
    if (allowed < 0) break;
  }
  return found;
}

/// The end of a message: "; did you mean 'x'?", or nothing when there is no word near.
inline std::string suggestion(const std::optional<std::string>& near) {
  return near ? "; did you mean '" + *near + "'?" : "";
}

}  // namespace broadsheet

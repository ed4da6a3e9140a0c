#include "text/did_you_mean.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) points += next_code_point(text, i);
  return points;
}

int distance(const std::u32string& a, const std::u32string& b, int limit) {
  const int rows = static_cast<int>(a.size());
  const int columns = static_cast<int>(b.size());
  const int over = limit + 1;
  if (std::abs(rows - columns) > limit) return over;

  // Three rows of the table; cells further than `limit` from the diagonal cannot matter.
  std::vector<int> before(b.size() + 1, over);
  std::vector<int> above(b.size() + 1, over);
  std::vector<int> row(b.size() + 1, over);
  for (int j = 0; j <= std::min(columns, limit); ++j) above[static_cast<std::size_t>(j)] = j;

  for (int i = 1; i <= rows; ++i) {
    const int from = std::max(1, i - limit);
    const int to = std::min(columns, i + limit);
    std::fill(row.begin(), row.end(), over);
    row[0] = std::min(i, over);
    int least = row[0];
    for (int j = from; j <= to; ++j) {
      const auto x = static_cast<std::size_t>(i);
      const auto y = static_cast<std::size_t>(j);
      const int cost = a[x - 1] == b[y - 1] ? 0 : 1;
      int best = std::min({above[y] + 1, row[y - 1] + 1, above[y - 1] + cost});
      if (i > 1 && j > 1 && a[x - 1] == b[y - 2] && a[x - 2] == b[y - 1]) {
        best = std::min(best, before[y - 2] + 1);
      }
      row[y] = std::min(best, over);
      least = std::min(least, row[y]);
    }
    if (least > limit) return over;
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
  return distance(code_points(a), code_points(b), std::max(0, limit));
}

std::optional<std::string> did_you_mean(std::string_view word,
                                        std::span<const std::string> candidates) {
  const std::u32string wanted = code_points(word);
  int limit = wanted.size() < 5 ? 1 : 2;
  std::optional<std::string> nearest;
  for (const std::string& candidate : candidates) {
    const int steps = distance(wanted, code_points(candidate), limit);
    if (steps > limit) continue;
    nearest = candidate;
    if (steps == 0) break;
    limit = steps - 1;  // only a nearer one may take its place
  }
  return nearest;
}

}  // namespace broadsheet::text

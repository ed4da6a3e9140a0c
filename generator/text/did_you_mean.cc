#include "text/did_you_mean.h"

#include <algorithm>

#include "base/edit_distance.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) points += next_code_point(text, i);
  return points;
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
  return broadsheet::edit_distance(code_points(a), code_points(b), std::max(0, limit));
}

std::optional<std::string> did_you_mean(std::string_view word,
                                        std::span<const std::string> candidates) {
  const std::u32string wanted = code_points(word);
  int limit = wanted.size() < 5 ? 1 : 2;
  std::optional<std::string> nearest;
  for (const std::string& candidate : candidates) {
    const int steps = broadsheet::edit_distance(wanted, code_points(candidate), limit);
    if (steps > limit) continue;
    nearest = candidate;
    if (steps == 0) break;
    limit = steps - 1;  // only a nearer one may take its place
  }
  return nearest;
}

}  // namespace broadsheet::text

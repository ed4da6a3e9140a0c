#include "text/did_you_mean.h"

#include "base/edit_distance.h"
#include "text/utf8.h"

namespace broadsheet::text {

std::optional<std::string> did_you_mean(std::string_view word,
                                        std::span<const std::string> candidates) {
  const std::u32string wanted = code_points(word);
  int limit = wanted.size() < 5 ? 1 : 2;
  std::optional<std::string> nearest;
  for (const std::string& candidate : candidates) {
    const int steps = edit_distance(wanted, code_points(candidate), limit);
    if (steps > limit) continue;
    nearest = candidate;
    if (steps == 0) break;
    limit = steps - 1;  // only a nearer one may take its place
  }
  return nearest;
}

}  // namespace broadsheet::text

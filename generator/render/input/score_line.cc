#include "render/input/score_line.h"

#include "render/input/score_history.h"

namespace broadsheet::render {

std::string score_line(const theme::Words& words, const Entry& entry) {
  if (!has_score(entry)) return {};
  std::string line = words("feeds.score") + " " + words.number(*entry.score);
  if (entry.relevance && entry.novelty) {
    line += " (" + words("feeds.relevance") + " " + words.number(*entry.relevance) + ", " +
            words("feeds.novelty") + " " + words.number(*entry.novelty) + ")";
  }
  return line;
}

}  // namespace broadsheet::render

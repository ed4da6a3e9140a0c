#include "app/curate/library_taste.h"

#include "app/curate/history.h"
#include "tex/text.h"

namespace broadsheet::app {
namespace {

// As many as the recommender reads of earlier picks: older ones change little and take time.
constexpr std::size_t kMostWanted = 1500;
constexpr std::size_t kMostUnwanted = 500;

}  // namespace

std::vector<index::LibraryPaper> library_of(const taste::Taste& taste) {
  std::vector<index::LibraryPaper> wanted, unwanted;
  for (const taste::Paper& paper : taste.papers()) {
    if (paper.title.empty() && paper.abstract.empty()) continue;
    const int weight = taste::weight_of(paper, taste.newest());
    std::vector<index::LibraryPaper>& list = weight < 0 ? unwanted : wanted;
    if (list.size() >= (weight < 0 ? kMostUnwanted : kMostWanted)) continue;
    list.push_back({.paper = {.title = tex::tex_to_plain(paper.title),
                              .abstract = tex::tex_to_plain(paper.abstract),
                              .authors = paper.authors},
                    .weight = weight});
    for (std::string& author : list.back().paper.authors) author = tex::tex_name(author);
  }
  wanted.insert(wanted.end(), unwanted.begin(), unwanted.end());
  return wanted;
}

std::vector<index::PaperText> known_texts(const fs::path& root) {
  std::vector<index::PaperText> texts;
  for (const Digest& digest : load_digests(root)) {
    for (const Entry& entry : digest.papers) {
      texts.push_back(
          {.title = tex::tex_to_plain(entry.title), .abstract = tex::tex_to_plain(entry.abstract)});
    }
  }
  return texts;
}

}  // namespace broadsheet::app

#pragma once
// Joins scoring's seam for a recommender with the index of past digests.

#include <map>
#include <string>
#include <vector>

#include "app/curate/reader_marks.h"
#include "config/config.h"
#include "index/closeness.h"
#include "model/digest.h"
#include "scoring/authors.h"
#include "scoring/recommend.h"
#include "theme/words.h"

namespace broadsheet::app {

/// The reader's own papers, and whether reasons may name them.
struct ReaderLibrary {
  std::vector<index::LibraryPaper> papers{};
  bool name_papers = false;
};

/// A recommender that has learnt from what was chosen on the days before `before`, from starred
/// papers (each counts as three chosen ones), from hidden ones (not wanted), and from the words of
/// the topics. What the recommender itself chose counts only once it is starred or hidden.
/// @param library  the reader's own papers; from 20 wanted ones on, they replace what was chosen;
/// the reasons may name the nearest
/// @param words    for the reasons; must outlive the recommender
scoring::Recommender make_recommender(const std::map<Day, Digest>& digests, Day before,
                                      const config::Config& config, const Marks& marks,
                                      ReaderLibrary library, const theme::Words& words);

/// The sentence that a digest gives as the reason for a followed author's paper.
std::string followed_reason(const scoring::AuthorMatch& match, const theme::Words& words);

}  // namespace broadsheet::app

#pragma once
// Joins scoring's seam for a recommender with the index of past digests.

#include <map>
#include <string>

#include "app/curate/reader_marks.h"
#include "config/config.h"
#include "model/digest.h"
#include "scoring/authors.h"
#include "scoring/recommend.h"
#include "theme/words.h"

namespace broadsheet::app {

/// A recommender that has learnt from what was chosen on the days before `before`, from starred
/// papers (each counts as three chosen ones), from hidden ones (not wanted), and from the words of
/// the topics. What the recommender itself chose counts only once it is starred or hidden.
/// @param words  for the reasons; must outlive the recommender
scoring::Recommender make_recommender(const std::map<Day, Digest>& digests, Day before,
                                      const config::Config& config, const Marks& marks,
                                      const theme::Words& words);

/// The sentence that a digest gives as the reason for a followed author's paper.
std::string followed_reason(const scoring::AuthorMatch& match, const theme::Words& words);

}  // namespace broadsheet::app

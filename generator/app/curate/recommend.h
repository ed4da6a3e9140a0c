#pragma once
// Joins scoring's seam for a recommender with the index of past digests.

#include <map>

#include "app/curate/reader_marks.h"
#include "config/config.h"
#include "model/digest.h"
#include "scoring/recommend.h"

namespace broadsheet::app {

/// A recommender that has learnt from what was chosen on the days before `before`, from starred
/// papers (each counts as three chosen ones), from hidden ones (not wanted), and from the words of
/// the topics. What the recommender itself chose counts only once it is starred or hidden.
scoring::Recommender make_recommender(const std::map<Day, Digest>& digests, Day before,
                                      const config::Config& config, const Marks& marks);

}  // namespace broadsheet::app

#pragma once
// Joins scoring's seam for a recommender with the index of past digests.

#include <map>

#include "config/config.h"
#include "model/digest.h"
#include "scoring/recommend.h"

namespace broadsheet::app {

/// A recommender that has learnt from the days before `before`, and from the words of the topics.
scoring::Recommender make_recommender(const std::map<Day, Digest>& digests, Day before,
                                      const Config& config);

}  // namespace broadsheet::app

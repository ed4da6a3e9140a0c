#pragma once
// The feed of the weeks, and what weeks are called.

#include <string>

#include "base/output.h"
#include "render/files/feeds.h"
#include "render/parts/page_context.h"
#include "render/parts/top_papers.h"
#include "theme/words.h"

namespace broadsheet::render {

/// How many papers of a week are shown, and how many of one topic.
inline constexpr BestLimits kBestOfWeek = {.most = 9, .per_topic = 3};

std::string week_title(const theme::Words& words, Week week);  ///< "Week 14, 2026"
std::string week_dates(const theme::Words& words, Week week);  ///< "30 March to 5 April 2026"

FeedFiles week_feed_files();  ///< weeks.xml, weeks.json

/// Both files: the newest config.feeds.days weeks that are over (is_over), each with its best
/// papers and the number of papers of each of its issues. The entry of a week does not change
/// afterwards unless its digests do.
void write_week_feeds(const PageContext& context, OutputSink& sink);

}  // namespace broadsheet::render

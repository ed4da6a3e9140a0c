#pragma once
// Atom and JSON Feed: of the days, of the papers, per topic, per saved search, per followed author.
// Not themable: feeds are contracts, not looks. Sources: RFC 4287 (Atom), RFC 4151 (tag URIs),
// https://www.jsonfeed.org/version/1.1/.

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/output.h"
#include "config/config.h"
#include "model/library.h"
#include "render/routes.h"
#include "text/tex_text.h"

namespace broadsheet::render {

/// What all feeds of one build share. Only references: must not outlive what it names.
struct FeedInput {
  const Library& library;
  const Config& config;
  const Routes& routes;
  const text::FormulaToHtml& formula;  ///< MathML for one formula, as on the pages
};

/// A feed of papers. Written as <folder>feed.xml and <folder>feed.json; the feed of all papers, whose
/// folder is empty, as papers.xml and papers.json.
struct PaperFeed {
  std::string folder;       ///< "topics/efficiency/", with a slash at its end; or empty
  std::string title;        ///< without the site's title
  std::string description;  ///< may be empty
  Route page;               ///< the page that shows the same papers
  std::vector<const Paper*> papers;  ///< newest first
};

/// Where the two files of a feed go.
struct FeedFiles {
  Route atom;
  Route json;
};
FeedFiles day_feed_files();                            ///< feed.xml, feed.json
FeedFiles paper_feed_files(const std::string& folder);  ///< "" gives papers.xml, papers.json

/// The newest papers that `keep` agrees to, at most `limit`, newest first, within a day as printed.
std::vector<const Paper*> newest_papers(const Library& library, std::size_t limit,
                                        const std::function<bool(const Paper&)>& keep);

/// Feeds with their papers chosen. A topic's papers name its id or label (or an alias) among their
/// topics; a followed author's have the name or an alias among their authors, compared folded.
PaperFeed all_papers_feed(const FeedInput& input);
PaperFeed topic_feed(const FeedInput& input, const TopicConfig& topic);
PaperFeed author_feed(const FeedInput& input, const AuthorConfig& author);
/// @param results  what the search found, in any order; unknown ids are passed over
PaperFeed search_feed(const FeedInput& input, const SavedSearchConfig& search,
                      std::span<const ArxivId> results);

/// feed.xml and feed.json: the newest config.feeds.days days, also failed and empty ones, each with
/// its papers (title, authors, score, comment).
void write_day_feeds(const FeedInput& input, OutputSink& sink);

/// Both files of one feed of papers: authors, comment, scores and abstract of each.
void write_paper_feed(const FeedInput& input, const PaperFeed& feed, OutputSink& sink);

/// All of them: days, papers, every topic, every followed author, every saved search.
/// @param search_results  by slug of the saved search; one that is missing gives an empty feed
void write_feeds(const FeedInput& input,
                 const std::map<std::string, std::vector<ArxivId>>& search_results,
                 OutputSink& sink);

/// The name of a feed or an entry that never changes: "tag:user.github.io,2026-02-27:/digest/2026/02/27/".
/// @param date  ISO year or day, on which the site's owner had the host
std::string tag_uri(const Routes& routes, const std::string& date, const std::string& path);

}  // namespace broadsheet::render

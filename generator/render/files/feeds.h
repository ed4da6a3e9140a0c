#pragma once
// The feeds of the site in Atom and JSON Feed: days, papers, and papers by topic, saved search and
// followed author. Themes do not change them.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/output.h"
#include "render/input/routes.h"
#include "render/input/site_input.h"

namespace broadsheet::render {

/// A feed of papers. Written as <folder>feed.xml and <folder>feed.json; the feed of all papers,
/// whose folder is empty, as papers.xml and papers.json.
struct PaperFeed {
  std::string folder;                ///< "topics/efficiency/", with a slash at its end; or empty
  std::string title;                 ///< without the site's title
  std::string description;           ///< may be empty
  Route page;                        ///< the page that shows the same papers
  std::vector<const Paper*> papers;  ///< newest first
};

/// The two files of a feed.
struct FeedFiles {
  Route atom;
  Route json;
};
FeedFiles day_feed_files();                             ///< feed.xml, feed.json
FeedFiles paper_feed_files(const std::string& folder);  ///< "" gives papers.xml, papers.json

/// The newest papers for which `keep` is true, at most `limit`: the newest first day first, the
/// papers of a day in the order of Library::papers().
std::vector<const Paper*> newest_papers(const Library& library, std::size_t limit,
                                        const std::function<bool(const Paper&)>& keep);

/// Feeds with their papers, at most config.feeds.papers of them. A paper belongs to a topic if it
/// has the topic on any of its days, and to a followed author if its authors contain the name or an
/// alias, whatever case and accents.
PaperFeed all_papers_feed(const SiteInput& input);
PaperFeed topic_feed(const SiteInput& input, const config::TopicConfig& topic);
PaperFeed author_feed(const SiteInput& input, const config::AuthorConfig& author);
PaperFeed search_feed(const SiteInput& input, const SavedSearchResult& search);

/// feed.xml and feed.json: the newest config.feeds.days days, also failed and empty ones, each with
/// its papers (title, authors, score, comment).
void write_day_feeds(const SiteInput& input, OutputSink& sink);

/// Both files of one feed of papers: authors, comment, scores and abstract of each.
void write_paper_feed(const SiteInput& input, const PaperFeed& feed, OutputSink& sink);

/// A function that writes the two files of one feed.
struct FeedFilesToMake {
  std::vector<std::string> paths;
  std::function<void(OutputSink&)> make;
};

/// All feeds of the site. The input must outlive them.
std::vector<FeedFilesToMake> plan_feeds(const SiteInput& input);

}  // namespace broadsheet::render

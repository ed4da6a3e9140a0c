#pragma once
// Atom and JSON Feed: of the days, of the papers, per topic, per saved search, per followed author.
// Not themable: feeds are contracts, not looks. Sources: RFC 4287 (Atom), RFC 4151 (tag URIs),
// https://www.jsonfeed.org/version/1.1/.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
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

/// Where the two files of a feed go.
struct FeedFiles {
  Route atom;
  Route json;
};
FeedFiles day_feed_files();                             ///< feed.xml, feed.json
FeedFiles paper_feed_files(const std::string& folder);  ///< "" gives papers.xml, papers.json

/// The newest papers that `keep` agrees to, at most `limit`: by first day falling, within a day as
/// in Library::papers().
std::vector<const Paper*> newest_papers(const Library& library, std::size_t limit,
                                        const std::function<bool(const Paper&)>& keep);

/// Feeds with their papers chosen, at most config.feeds.papers of them. A topic's papers have it
/// among their topics on any of their days; a followed author's have the name or an alias among
/// their authors, compared folded.
PaperFeed all_papers_feed(const SiteInput& input);
PaperFeed topic_feed(const SiteInput& input, const config::TopicConfig& topic);
PaperFeed author_feed(const SiteInput& input, const config::AuthorConfig& author);
PaperFeed search_feed(const SiteInput& input, const SavedSearchResult& search);

/// feed.xml and feed.json: the newest config.feeds.days days, also failed and empty ones, each with
/// its papers (title, authors, score, comment).
void write_day_feeds(const SiteInput& input, OutputSink& sink);

/// Both files of one feed of papers: authors, comment, scores and abstract of each.
void write_paper_feed(const SiteInput& input, const PaperFeed& feed, OutputSink& sink);

/// The two files of one feed, made in one go.
struct FeedFilesToMake {
  std::vector<std::string> paths;
  std::function<void(OutputSink&)> make;
};

/// All of them: days, papers, every topic, every followed author, every saved search. The input
/// must outlive them.
std::vector<FeedFilesToMake> plan_feeds(const SiteInput& input);

/// The name of a feed or an entry that never changes:
/// "tag:user.github.io,2026-02-27:/digest/2026/02/27/".
/// @param date  ISO year or day on which the site's owner had the host
std::string tag_uri(const Routes& routes, std::string_view date, const Route& route);

}  // namespace broadsheet::render

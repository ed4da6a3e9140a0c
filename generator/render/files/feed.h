#pragma once
// The content of a feed, in no format. Used by atom.cc, json_feed.cc and feed_builder.cc.

#include <string>
#include <vector>

namespace broadsheet::render {

struct FeedEntry {
  std::string id;
  std::string url;
  std::string title;                 ///< plain text
  std::vector<std::string> authors;  ///< empty: the feed's author
  std::vector<std::string> topics;   ///< labels
  std::string html;                  ///< safe markup, as on the pages
  std::string published;             ///< RFC 3339, in UTC
  std::string updated;               ///< as `published`; no two entries have the same
};

struct Feed {
  std::string id;
  std::string title;
  std::string description;  ///< may be empty
  std::string author;
  std::string language;
  std::string page;  ///< absolute URLs of the page and of both formats
  std::string atom;
  std::string json;
  std::vector<FeedEntry> entries;

  /// The time of the newest entry. A feed without entries is as old as the epoch.
  std::string updated() const;
};

/// Both formats of a feed. Sources: RFC 4287 (Atom), https://www.jsonfeed.org/version/1.1/.
std::string atom(const Feed& feed);
std::string json_feed(const Feed& feed);

}  // namespace broadsheet::render

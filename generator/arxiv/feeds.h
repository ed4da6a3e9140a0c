#pragma once
// The door to pugixml: arXiv's three XML answers as values.
//
// All readers throw Error(Network) for what is not a whole answer of the expected kind: cut XML, an
// HTML page, a document type (entity bombs), an unknown encoding. An empty day is only what says
// so. White space in texts is collapsed, bytes that are not UTF-8 become U+FFFD.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/announcement.h"

namespace broadsheet::arxiv {

/// The RSS 2.0 feed of one day. Source: https://info.arxiv.org/help/rss_specifications.html
struct Feed {
  std::string title;
  Day date;                               ///< the channel's own, as written there (New York)
  std::vector<Announced> papers{};        ///< in the feed's order; an id may come twice
  std::vector<std::string> unreadable{};  ///< titles of items without an identifier
};

/// Throws Error(Config) for arXiv's error feed (an unknown category), with arXiv's sentence.
/// @param name  how messages name the document
Feed read_rss(std::string_view xml, const std::string& name);

/// A paper with its dates.
struct Record {
  Announced paper;
  Day first;      ///< first version
  Day last;       ///< this version
  Day datestamp;  ///< OAI-PMH: last change of the record; else the same as `last`
  bool deleted = false;
};

/// One page of the query API. Source: https://info.arxiv.org/help/api/user-manual.html
struct QueryPage {
  std::int64_t total = 0;
  std::int64_t start = 0;
  std::vector<Record> records;
};

/// Throws Error(Network) with arXiv's sentence for an error entry.
QueryPage read_query(std::string_view xml, const std::string& name);

/// One page of an OAI-PMH list, formats arXivRaw and arXiv. Source:
/// http://www.openarchives.org/OAI/2.0/
struct OaiPage {
  std::vector<Record> records;  ///< deleted ones hold only id and datestamp
  std::string token;            ///< of the next page, decoded XML; empty at the end
  std::string error;  ///< protocol error code; empty when none. "noRecordsMatch" is an empty list
};

OaiPage read_oai(std::string_view xml, const std::string& name);

/// Names of an author field: parted at commas outside parentheses, affiliations dropped, "Jr" kept
/// with its name.
/// @param with_and  also part at the word "and", as raw author fields have it
std::vector<std::string> split_authors(std::string_view field, bool with_and);

}  // namespace broadsheet::arxiv

#pragma once
// arXiv's three XML formats as values.
//
// All readers throw Error(Network) for anything but a complete response of the expected kind:
// incomplete XML, an HTML page, a document type (entity bombs), an unknown encoding. In texts,
// white space is collapsed, HTML entities are decoded, invalid UTF-8 becomes U+FFFD.

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
  Day date;                               ///< of the channel, as written (New York)
  std::vector<Announced> papers{};        ///< in the feed's order; an id may come twice
  std::vector<std::string> unreadable{};  ///< titles of items without an identifier
};

/// Throws Error(Config) with arXiv's message for its error feed (an unknown category).
/// @param name  of the document in messages
Feed read_rss(std::string_view xml, const std::string& name);

/// A paper with its dates.
struct Record {
  Announced paper;
  Day first;      ///< first version
  Day last;       ///< this version
  Day datestamp;  ///< OAI-PMH: last change of the record; otherwise equal to `last`
  bool deleted = false;
};

/// One page of the query API. Source: https://info.arxiv.org/help/api/user-manual.html
struct QueryPage {
  std::int64_t total = 0;
  std::int64_t start = 0;
  std::vector<Record> records;
};

/// Throws Error(Network) with arXiv's message for an error entry.
QueryPage read_query(std::string_view xml, const std::string& name);

/// One page of an OAI-PMH list, formats arXivRaw and arXiv. Source:
/// http://www.openarchives.org/OAI/2.0/
struct OaiPage {
  std::vector<Record> records;  ///< deleted ones hold only id and datestamp
  std::string token;            ///< of the next page; empty at the end
  std::string error;  ///< protocol error code, or empty; "noRecordsMatch" is an empty list
};

OaiPage read_oai(std::string_view xml, const std::string& name);

}  // namespace broadsheet::arxiv

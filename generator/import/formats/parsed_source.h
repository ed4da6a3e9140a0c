#pragma once
// What one file says of one day, before several of them are put together.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/digest.h"

namespace broadsheet::importer {

/// Kinds of file an import reads, the most trusted for papers' text first.
enum class SourceKind {
  OurDigest,      ///< content/, or another broadsheet's
  OutputJson,     ///< 2026-02-27-output.json
  DailyPapers,    ///< 2026-05-08-daily-papers.json
  HotspotPapers,  ///< 2026-05-08-hotspot-papers.json
  Markdown,       ///< 2026-02-27-output.md, -latest.md
  Page,           ///< a published page saved as text
};

/// The name that stands in a digest's extra.imported_from: "output_json"; and back.
std::string_view source_name(SourceKind kind);
std::optional<SourceKind> source_named(std::string_view name);

/// One file's word on one day.
struct Found {
  SourceKind kind = SourceKind::OurDigest;
  std::string what;  ///< "daily Markdown, layout 9": for the report
  Digest digest;     ///< text is already cleaned; path names the file. Its status is derived later
  std::string prompt_text = {};       ///< the prompt as found; or empty
  std::map<ArxivId, int> lines = {};  ///< where each of digest.papers begins
  int header_line = 0;                ///< where model, usage and counts stand; 0 unknown
  std::set<ArxivId> mended = {};      ///< papers whose author list was mended
  std::set<ArxivId> doubtful = {};    ///< papers whose author list looks cut and was left
  bool by_topic = false;              ///< digest.papers stand topic by topic, as on the page
  bool standing = false;              ///< OurDigest only: it is the one in the content folder
};

}  // namespace broadsheet::importer

#pragma once
// What one file states about one day, before the sources of a day are merged.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/digest.h"

namespace broadsheet::importer {

/// Kinds of source. merge/source_priority.h ranks them; docs/content.md describes them.
enum class SourceKind {
  OurDigest,      ///< content/ of this or another broadsheet project
  OutputJson,     ///< 2026-02-27-output.json
  DailyPapers,    ///< 2026-05-08-daily-papers.json
  HotspotPapers,  ///< 2026-05-08-hotspot-papers.json
  Markdown,       ///< 2026-02-27-output.md, -latest.md
  Page,           ///< a published page saved as text
  Records,        ///< a list of papers of another program, in any format
};

/// The name in a digest's extra.imported_from, such as "output_json"; and back.
std::string_view source_name(SourceKind kind);
std::optional<SourceKind> source_named(std::string_view name);

/// A paper of a list that no day gets.
struct LeftOut {
  std::string reason;  ///< "no id", "no title", "no day"
  std::string name;    ///< its title or id
  Location where;
};

/// One file about one day.
struct ParsedSource {
  SourceKind kind = SourceKind::OurDigest;
  Digest digest;  ///< text is cleaned; path names the file; the status is derived when merging
  std::string prompt_text = {};       ///< as found; or empty
  std::map<PaperId, int> lines = {};  ///< line of each of digest.papers
  int header_line = 0;                ///< line of model, usage and counts; 0: unknown
  std::set<PaperId> repaired = {};    ///< papers whose author list was repaired
  std::set<PaperId> doubtful = {};    ///< papers whose author list looks cut and was left
  std::set<PaperId> restored = {};    ///< papers whose TeX had lost backslashes
  std::set<Day> neighbours = {};      ///< other days that the source links to as issues
  bool stored = false;                ///< OurDigest only: it is the file in the content folder
};

}  // namespace broadsheet::importer

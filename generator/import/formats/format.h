#pragma once
// What a format is: how to recognise a file, and how to parse it.

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "import/source/parsed_source.h"
#include "import/source/source_file.h"

namespace broadsheet::importer {

/// A prompt, a page or another text of content/ that a file brings along.
struct ContentFile {
  std::string path;  ///< relative to content/, as the file states it: not yet checked
  std::string text;
  Location where;
};

struct ParseResult {
  ParseResult(std::string what_is) : what(std::move(what_is)) {}
  ParseResult(const char* what_is) : what(what_is) {}
  ParseResult(std::string what_is, ParsedSource source) : what(std::move(what_is)) {
    sources.push_back(std::move(source));
  }

  std::string what;  ///< for the report: "output JSON", "ignored: <reason>", "unreadable: <reason>"
  std::vector<ParsedSource> sources = {};           ///< one for each day, oldest first; or empty
  std::vector<ContentFile> files = {};              ///< texts for content/
  std::vector<LeftOut> left_out = {};               ///< of lists of other programs
  std::map<std::string, std::size_t> unused = {};   ///< members kept in extra, with their numbers
  std::map<std::string, std::size_t> dropped = {};  ///< parts that state nothing: "AI.tldr 'Error'"
  std::set<Day> listed_days = {};                   ///< of an index listing: days with an issue
};

/// One kind of file. To add a format: write its two functions in a file of this folder, declare
/// them in formats.h, add a row to the table in formats.cc and, for a new SourceKind, its name in
/// source/parsed_source.cc and its ranks in merge/source_priority.cc.
struct Format {
  std::string_view name;

  /// Decides by the contents alone; reports nothing.
  bool (*recognises)(const SourceFile& file);

  /// Called only for a file that `recognises` accepted. Reports each problem with its place.
  ParseResult (*parse)(const SourceFile& file, Diagnostics& problems);

  bool reads_records = false;  ///< a list of papers of any program, which a map may describe
};

/// All formats. The first that recognises a file parses it.
std::span<const Format> formats();

}  // namespace broadsheet::importer

#pragma once
// What a format is: how to recognise a file, and how to parse it.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "import/source/parsed_source.h"
#include "import/source/source_file.h"

namespace broadsheet::importer {

struct ParseResult {
  std::string what;  ///< for the report: "output JSON", "ignored: <reason>", "unreadable: <reason>"
  std::optional<ParsedSource> source = std::nullopt;  ///< std::nullopt if no day gets anything
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
};

/// All formats. The first that recognises a file parses it.
std::span<const Format> formats();

}  // namespace broadsheet::importer

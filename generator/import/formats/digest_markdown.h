#pragma once
// A daily digest in Markdown, in all fourteen layouts (docs/content.md lists them).

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "import/formats/parsed_source.h"

namespace broadsheet::importer {

struct MarkdownDigest {
  std::optional<Found> found;  ///< nothing when the text is no digest
  bool listing = false;        ///< it is no digest but a list of links to digests
};

/// Reads a digest through cmark-gfm's tree; texts of papers are taken from the source lines that
/// the tree points to, as Markdown's rendering would damage the TeX in them. Papers that cannot be
/// used, tables of contents and totals that do not fit the papers are reported. Found::what names
/// the layout.
MarkdownDigest read_markdown(std::string_view text, const std::string& path,
                             std::optional<Day> day_of_name, Diagnostics& problems);

}  // namespace broadsheet::importer

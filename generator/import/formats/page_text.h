#pragma once
// A published digest page saved as text: from a browser's reader view or as the page's visible
// text.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "import/formats/parsed_source.h"

namespace broadsheet::importer {

/// Reads such a page; nothing when the text is none (it has no title line with a day). Its texts
/// are what a browser showed: Markdown has eaten some backslashes and stars of their TeX.
std::optional<Found> read_page(std::string_view text, const std::string& path,
                               Diagnostics& problems);

}  // namespace broadsheet::importer

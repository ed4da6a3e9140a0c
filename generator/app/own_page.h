#pragma once
// A page of content/pages: Markdown with front matter between lines "---".

#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// Where a page comes from.
struct OwnPageFile {
  std::string name;    ///< of the page: "guide/setup"
  std::string source;  ///< relative to content/pages: "guide/setup.md"
  std::string path;    ///< as messages name it
};

/// The page in a text; std::nullopt for a draft, and after errors, which are reported: bytes that
/// are not UTF-8, front matter that is not closed, unknown keys.
std::optional<render::FreePage> parse_own_page(std::string bytes, const OwnPageFile& file,
                                               Diagnostics& problems);

}  // namespace broadsheet::app

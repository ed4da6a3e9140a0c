#pragma once
// content/pages and content/static: pages and files of the owner; texts of days and months beside
// the digests. docs/pages.md and docs/content.md describe them.

#include <vector>

#include "app/project.h"
#include "base/diagnostics.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// Pages and files of the owner.
struct OwnContent {
  std::vector<render::FreePage> pages;         ///< without drafts, by name
  std::vector<render::OwnFile> files;          ///< by path
  std::vector<render::PeriodText> texts = {};  ///< of days and months, by name

  /// Pages and texts.
  std::vector<render::FreePage> written() const;
};

/// Reads content/YYYY-MM/YYYY-MM-DD.md and content/YYYY-MM/YYYY-MM.md.
std::vector<render::PeriodText> read_period_texts(const Places& places, Diagnostics& problems);

/// Reads texts and content/pages/**.md with their front matter, and lists the files beside them and
/// those of content/static. Errors: names that cannot be part of a URL or belong to the site
/// itself, two pages of one address, front matter that cannot be read, symbolic links that leave
/// the folder.
OwnContent read_own_content(const Places& places, Diagnostics& problems);

}  // namespace broadsheet::app

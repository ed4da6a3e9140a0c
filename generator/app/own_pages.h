#pragma once
// content/pages and content/static: pages and files of the owner. docs/pages.md describes them.

#include <vector>

#include "app/project.h"
#include "base/diagnostics.h"
#include "render/input/site_input.h"

namespace broadsheet::app {

/// Pages and files of the owner.
struct OwnContent {
  std::vector<render::FreePage> pages;  ///< without drafts, by name
  std::vector<render::OwnFile> files;   ///< by path
};

/// Reads content/pages/**.md with their front matter, and lists the files beside them and those of
/// content/static. Errors: names that cannot be part of a URL or belong to the site itself, two
/// pages of one address, front matter that cannot be read, symbolic links that leave the folder.
OwnContent read_own_content(const Places& places, Diagnostics& problems);

}  // namespace broadsheet::app

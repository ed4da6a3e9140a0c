#pragma once
// The files of a site that are published.

#include <string>
#include <vector>

#include "base/files.h"

namespace broadsheet::publish {

/// A site's folder and the files in it that the generator wrote.
struct SiteFiles {
  fs::path folder;
  std::vector<std::string> paths;  ///< relative, sorted
};

/// Files of the last build that exist. Files that others put into the folder are not among them.
/// @param state  the project's .broadsheet folder, which holds the manifest
SiteFiles built_files(const fs::path& site, const fs::path& state);

}  // namespace broadsheet::publish

#pragma once
// The files of a site that are published.

#include <string>
#include <vector>

#include "base/files.h"

namespace broadsheet::publish {

/// A site's folder and the files of it that are published: those the generator made.
struct SiteFiles {
  fs::path folder;
  std::vector<std::string> paths;  ///< relative, sorted
};

/// Files of the last build that are still there. What others put into the folder is none of them.
/// @param state  the project's .broadsheet folder, which holds the manifest
SiteFiles built_files(const fs::path& site, const fs::path& state);

}  // namespace broadsheet::publish

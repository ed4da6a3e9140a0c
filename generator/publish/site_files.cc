#include "publish/site_files.h"

#include "publish/disk_output.h"

namespace broadsheet::publish {

SiteFiles built_files(const fs::path& site, const fs::path& state) {
  SiteFiles files{.folder = site, .paths = {}};
  for (const auto& [path, stamp] : read_manifest(state)) {
    if (stamp_of(site / path).modified != 0) files.paths.push_back(path);
  }
  return files;
}

}  // namespace broadsheet::publish

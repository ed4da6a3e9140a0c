#pragma once
// The address of a project's site, from its settings, GitHub Actions and its git remote.

#include "base/files.h"
#include "config/config.h"
#include "publish/site_address.h"

namespace broadsheet::app {

/// @param root  of the project; its remote counts only if the folder is itself a git repository
publish::SiteAddress find_address(const fs::path& root, const config::Config& config);

}  // namespace broadsheet::app

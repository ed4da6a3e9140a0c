#pragma once
// A site as one tar file for GitHub's Pages action.

#include <cstdint>

#include "base/files.h"
#include "publish/site_files.h"

namespace broadsheet::publish {

/// Writes "./", its folders and files as a POSIX tar without compression: the artifact that
/// actions/deploy-pages expects. The same site gives the same bytes: owner 0, time 0, sorted.
/// An old file is replaced when the new one is complete. Throws Error(Io).
/// @return bytes written
/// Source: https://github.com/actions/upload-pages-artifact#file-permissions and POSIX pax, ustar
/// format
std::uint64_t write_tar(const SiteFiles& site, const fs::path& target);

}  // namespace broadsheet::publish

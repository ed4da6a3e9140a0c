#pragma once
// What a commit of DiskOutput does, in a form that can be repeated after a crash at any point.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/files.h"

namespace broadsheet::publish {

struct CommitPlan {
  std::vector<std::pair<std::string, std::string>> moves;  ///< name in the staging folder, path
  std::vector<std::string> removals;
};

/// A line is "+<staged name> <path>" or "-<path>"; the last line is "end".
std::string plan_text(const CommitPlan& plan);

/// Empty if the text is incomplete: the commit had not begun.
CommitPlan parse_plan(std::string_view text);

/// Moves staged files, or folders of them, into the site and removes files. Files are copied if the
/// site is on another file system. Throws Error(Io).
void carry_out(const CommitPlan& plan, const fs::path& staging, const fs::path& site);

}  // namespace broadsheet::publish

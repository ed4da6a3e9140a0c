#pragma once
// Versions of a file that a program overwrites every day, from the history of its git repository.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "model/calendar.h"

namespace broadsheet::importer {

struct FileVersion {
  std::string name;  ///< "1a2b3c4d:docs/README.md", as git names it
  Day day;           ///< on which it was committed, in the committer's time zone
};

/// The versions of a file, oldest first, also under names that it had before. A version in which
/// it was removed is left out.
/// Throws Error(Io) if the file is in no git repository, git fails, or there is no git.
std::vector<FileVersion> versions_of(const std::filesystem::path& file);

/// The bytes of a version. Throws Error(Io).
std::string bytes_of(const std::filesystem::path& file, const FileVersion& version);

}  // namespace broadsheet::importer

#pragma once
// Takes the last import back.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"

namespace broadsheet::importer {

/// A file of the content folder that an import writes.
struct ChangedFile {
  std::string file;                   ///< relative to the folder
  std::optional<std::string> before;  ///< std::nullopt: there was none
  std::string after;
};

/// The bytes of the journal, which is written together with the files.
std::string undo_journal(const std::vector<ChangedFile>& changes);

struct UndoneImport {
  std::size_t restored = 0;  ///< files that have their old bytes again
  std::size_t removed = 0;   ///< files that the import had made
  std::size_t kept = 0;      ///< files that were changed since; each also a warning
};

/// Restores what the import that wrote `journal` changed, then removes the journal. A file that was
/// changed since is left as it is. Repeating it after a kill completes it.
/// @return std::nullopt if there is no journal
/// Throws Error(Content) if the journal cannot be read, Error(Io) if a file cannot be written.
std::optional<UndoneImport> undo_import(const std::filesystem::path& journal,
                                        const std::filesystem::path& content_dir,
                                        Diagnostics& problems);

}  // namespace broadsheet::importer

#pragma once
// Old digests to content/: files and folders in, digest files out.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "model/calendar.h"

namespace broadsheet::importer {

/// What became of one file.
struct ImportedFile {
  std::string path;  ///< as messages name it
  std::string what;  ///< "daily Markdown, layout 9", "output JSON", "daily-papers JSON",
                     ///< "hotspot-papers JSON", "saved page", "our digest",
                     ///< "not a digest: index listing", "ignored: <reason>", "unreadable: <reason>"
  bool used = false;       ///< it gave something to a day
  std::size_t papers = 0;  ///< entries found in it
};

/// What an import did. Figures are of the days that the given files touch, after merging.
struct ImportReport {
  std::vector<ImportedFile> files;   ///< sorted by path
  std::vector<Day> written;          ///< days whose file was new or changed, oldest first
  std::vector<Day> unchanged;        ///< days that already stood so, oldest first
  std::vector<Day> failed;           ///< days among them whose scorer was down, oldest first
  std::size_t entries = 0;           ///< papers on the days' lists, repeats counted each time
  std::size_t distinct = 0;          ///< different papers among them
  std::size_t spotlighted = 0;       ///< entries beside them, in their own section
  std::size_t conflicts = 0;         ///< each one also a warning with both places
  std::size_t mended_authors = 0;    ///< papers whose cut author list was mended
  std::size_t doubtful_authors = 0;  ///< papers whose author list looks cut and was left; warned of
  std::size_t prompts_written = 0;   ///< new files in content/prompts/
};

/// Called from the importing thread as work goes on: `done` of `total` steps, and what the step is
/// about (a file or a day).
using ImportProgress =
    std::function<void(std::size_t done, std::size_t total, std::string_view what)>;

/// Reads files and folders (walked by name; hidden ones left out), tells each file what it is, puts
/// together what several of them and content/ itself say of a day, and writes the days that changed
/// to content_dir/YYYY-MM/YYYY-MM-DD.json and their prompts to content_dir/prompts/.
///
/// Everything is planned before the first file is written. A file that cannot be used is reported
/// as an error and harms only itself: days that other files give are written, unless the day that
/// already stands in content_dir cannot be read, which is then left as it is. The result depends
/// neither on the order of `inputs` nor on repeating them, and importing twice changes nothing.
///
/// Reports all problems to `problems`; conflicts are warnings. Throws Error(Io) when content_dir
/// cannot be written.
ImportReport import_paths(std::span<const std::filesystem::path> inputs,
                          const std::filesystem::path& content_dir, Diagnostics& problems,
                          const ImportProgress& progress = {});

}  // namespace broadsheet::importer

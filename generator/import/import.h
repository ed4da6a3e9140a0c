#pragma once
// Imports digests of other programs: files and folders in, digest files of content/ out.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "config/config.h"
#include "import/records/import_map.h"
#include "import/source/parsed_source.h"
#include "model/calendar.h"

namespace broadsheet::importer {

/// What became of one file.
struct ImportedFile {
  std::string path;        ///< as messages name it
  std::string what;        ///< "daily Markdown, layout 9", "output JSON", "daily-papers JSON",
                           ///< "hotspot-papers JSON", "saved page", "our digest",
                           ///< "JSON", "CSV", "Markdown tables", ...,
                           ///< "not a digest: index listing", "ignored: <reason>",
                           ///< "unreadable: <reason>"
  bool used = false;       ///< a day got something from it
  std::size_t papers = 0;  ///< entries found in it
  std::size_t days = 0;    ///< that they are of
  std::vector<LeftOut> left_out = {};               ///< papers of it that no day gets
  std::map<std::string, std::size_t> unused = {};   ///< members kept in extra, with their numbers
  std::map<std::string, std::size_t> dropped = {};  ///< parts that state nothing: "AI.tldr 'Error'"
};

/// What an import did. Figures are of the days that the given files touch, after merging.
struct ImportReport {
  std::vector<ImportedFile> files;   ///< sorted by path
  std::vector<Day> written;          ///< days whose file is new or changed, oldest first
  std::vector<Day> unchanged;        ///< days whose file had the same bytes, oldest first
  std::vector<Day> failed;           ///< days among them whose scorer was down, oldest first
  std::vector<Day> not_imported;     ///< days that a source links to as issues, without a file
  std::size_t entries = 0;           ///< papers on the days' lists, repeats counted each time
  std::size_t distinct = 0;          ///< different papers among them
  std::size_t spotlighted = 0;       ///< entries in a section of their own; some are listed too
  std::size_t conflicts = 0;         ///< each one also a warning with both places
  std::size_t repaired_authors = 0;  ///< papers whose cut author list was repaired
  std::size_t doubtful_authors = 0;  ///< papers whose author list looks cut and was left; warnings
  std::size_t restored_tex = 0;      ///< papers whose TeX had lost backslashes
  std::size_t prompts_written = 0;   ///< new files in content/prompts/
  std::size_t files_written = 0;     ///< new texts: of days and months, or of an export
};

/// Called from the importing thread as work goes on: `done` of `total` steps, and the file or day
/// of the step.
using ImportProgress =
    std::function<void(std::size_t done, std::size_t total, std::string_view what)>;

struct ImportSettings {
  std::vector<config::TopicConfig> topics{};  ///< for papers whose comment names one of them
  std::vector<ImportMap> maps{};              ///< before the shipped ones
  bool preview = false;                       ///< write nothing; the report says what would be
  bool git = false;  ///< read every version of the files in the history of their git repository
  std::filesystem::path undo_journal{};  ///< of import/undo.h; empty: none is written
  ImportProgress progress{};             ///< may be empty
};

/// Reads files and folders, recognises each file by its contents, merges what several of them and
/// content_dir state about a day, and writes the days that changed to
/// content_dir/YYYY-MM/YYYY-MM-DD.json and their prompts to content_dir/prompts/.
///
/// Everything is planned before the first file is written. A file that cannot be used is an error
/// of that file only: days from other files are written, unless the file of a day in content_dir
/// cannot be read, which is then left as it is. The result depends neither on the order of `inputs`
/// nor on repeating them, and importing twice changes nothing.
///
/// Reports all problems to `problems`; conflicts are warnings. Throws Error(Io) if content_dir
/// cannot be written.
ImportReport import_paths(std::span<const std::filesystem::path> inputs,
                          const std::filesystem::path& content_dir, Diagnostics& problems,
                          const ImportSettings& settings = {});

}  // namespace broadsheet::importer

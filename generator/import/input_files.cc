#include "import/input_files.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "base/files.h"

namespace broadsheet::importer {

std::map<std::string, fs::path> input_files(std::span<const fs::path> inputs,
                                            Diagnostics& problems) {
  std::map<std::string, fs::path> files;
  std::set<fs::path> seen;
  const auto add = [&](const fs::path& path) {
    std::error_code error;
    fs::path real = fs::weakly_canonical(path, error);
    if (error) real = path;
    if (seen.insert(std::move(real)).second) files.emplace(display_path(path), path);
  };
  std::vector<fs::path> sorted(inputs.begin(), inputs.end());
  std::sort(sorted.begin(), sorted.end());
  for (const fs::path& input : sorted) {
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (fs::is_directory(status)) {
      for (const std::string& name : list_files(input)) add(input / name);
    } else if (fs::is_regular_file(status)) {
      add(input);
    } else if (fs::exists(status)) {
      // Reading a pipe would wait for a writer; a device may never end.
      problems.error({display_path(input), 0, 0}, "this is neither a file nor a folder");
    } else {
      problems.error({display_path(input), 0, 0}, "there is no such file or folder");
    }
  }
  return files;
}

bool is_candidate(std::string_view name) {
  constexpr std::array<std::string_view, 23> kEnds = {
      ".json", ".jsonl", ".ndjson", ".md",  ".markdown", ".mdx", ".qmd",  ".rst",
      ".txt",  ".text",  ".eml",    ".csv", ".tsv",      ".yml", ".yaml", ".xml",
      ".rss",  ".atom",  ".bib",    ".ris", ".html",     ".htm", ".rdf"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [name](std::string_view end) { return name.ends_with(end); });
}

}  // namespace broadsheet::importer

#include "app/export/export_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <vector>

#include "app/project.h"
#include "base/files.h"
#include "base/log.h"
#include "base/numbers.h"
#include "content/load_library.h"
#include "export/csl_json.h"
#include "export/csv.h"
#include "export/library_lines.h"
#include "model/period_file.h"
#include "render/files/citations.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

/// To a file or a pipe every byte as it is; to a terminal without what could control it.
void print_bytes(const std::string& bytes) {
  if (::isatty(STDOUT_FILENO) == 1) return print_result(bytes);
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
  if (!whole || std::fflush(stdout) != 0) {
    throw Error(ErrorKind::Io, {}, "cannot write to standard output");
  }
}

/// All text files of content/ that are no digests, by path.
/// @param only  the paths of those that are wanted; empty: all
std::vector<exporting::TextFile> text_files(const fs::path& content,
                                            const std::set<std::string>& only,
                                            Diagnostics& problems) {
  std::vector<exporting::TextFile> files;
  for (const std::string& path : list_files(content)) {
    if (day_of_digest_file(path) || (!only.empty() && only.count(path) == 0)) continue;
    std::string text = read_file(content / path);
    if (text::first_invalid_utf8(text) != std::string_view::npos ||
        text.find('\0') != std::string::npos) {
      problems.warning({display_path(content / path), 0, 0},
                       "not a text, so it is not exported; copy it yourself");
      continue;
    }
    files.push_back({path, std::move(text)});
  }
  return files;
}

std::string written(const std::vector<const Digest*>& digests, const ExportOptions& options,
                    const fs::path& content, Diagnostics& problems) {
  switch (options.format) {
    case ExportFormat::Lines: {
      std::set<std::string> only;
      if (options.day)
        only = {"prompts/" + digests.front()->prompt + ".md", text_file(*options.day)};
      return exporting::library_lines(digests, text_files(content, only, problems));
    }
    case ExportFormat::Csv:
      return exporting::csv(digests);
    case ExportFormat::Bibtex:
      return render::bibtex(render::distinct_entries(digests));
    case ExportFormat::Ris: {
      std::string all;
      for (const Entry* entry : render::distinct_entries(digests))
        all += render::ris(*entry, render::Abstracts::Include);
      return all;
    }
    case ExportFormat::Csl:
      return exporting::csl_json(render::distinct_entries(digests));
  }
  return {};
}

}  // namespace

ExportFormat export_format(std::string_view name) {
  const auto found = std::find(kExportFormatNames.begin(), kExportFormatNames.end(), name);
  return static_cast<ExportFormat>(found - kExportFormatNames.begin());
}

int run_export(const fs::path& root, const ExportOptions& options) {
  const Places places{root};
  Diagnostics problems;
  Diagnostics settings;
  const config::Config config = open_project(root, settings).config;
  if (report(settings, "nothing was exported")) return exit_code(ErrorKind::Config);
  const Library library = content::load_library(places.content(), problems, score_rule(config));
  std::vector<const Digest*> digests;
  for (const Digest& digest : library.digests()) {
    if (!options.day || digest.date == *options.day) digests.push_back(&digest);
  }
  if (problems.errors() > 0) {
    report(problems, "nothing was exported");
    return 1;
  }
  if (digests.empty()) {
    say(options.day ? "there is no digest of " + options.day->str() : "there is no digest yet");
    return 1;
  }
  const std::string bytes = written(digests, options, places.content(), problems);
  report(problems, "");
  if (options.output.empty()) {
    print_bytes(bytes);
    return 0;
  }
  write_file_atomically(options.output, bytes);
  std::size_t papers = 0;
  for (const Digest* digest : digests) papers += digest->papers.size();
  say(options.output + ": " + counted(digests.size(), "day") + ", " + counted(papers, "paper"));
  return 0;
}

}  // namespace broadsheet::app

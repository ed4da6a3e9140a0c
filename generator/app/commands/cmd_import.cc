#include "app/commands/cmd_import.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>

#include "app/project.h"
#include "base/error.h"
#include "base/log.h"
#include "import/import.h"

namespace broadsheet::app {
namespace {

std::string span_of(const std::vector<Day>& days) {
  if (days.empty()) return "";
  return days.size() == 1 ? " (" + days.front().str() + ")"
                          : " (" + days.front().str() + " to " + days.back().str() + ")";
}

}  // namespace

int run_import(const fs::path& root, const std::vector<fs::path>& inputs,
               const ImportOptions& options) {
  for (const fs::path& input : inputs) {
    if (path_exists(input)) continue;
    throw Error(ErrorKind::Usage, {display_path(input), 0, 0}, "there is no such file or folder");
  }
  Diagnostics problems;
  std::optional<Progress> bar;
  std::size_t shown = 0;
  importer::ImportSettings settings;
  Diagnostics settings_problems;
  const Project project = open_project(root, settings_problems);
  if (settings_problems.errors() == 0) {
    settings.topics = project.config.topics;
  } else {
    problems.append(settings_problems);
  }
  settings.progress = [&](std::size_t done, std::size_t total, std::string_view what) {
    if (!bar) bar.emplace("importing", static_cast<std::int64_t>(total));
    bar->note(std::string(what));
    if (done > shown) bar->advance(static_cast<std::int64_t>(done - shown));
    shown = std::max(shown, done);
  };
  const importer::ImportReport report =
      importer::import_paths(inputs, project.places.content(), problems, settings);
  bar.reset();

  std::map<std::string, std::size_t> kinds;
  for (const importer::ImportedFile& file : report.files) {
    ++kinds[file.what];
    const bool left_out = !file.used && !file.what.starts_with("unreadable");  // those are errors
    if (options.list || left_out) print(file.path + ": " + file.what + "\n");
  }
  for (const auto& [what, count] : kinds) print(counted(count, "file") + ": " + what + "\n");
  print(counted(report.written.size(), "day") + " written" + span_of(report.written) + ", " +
        grouped(report.unchanged.size()) + " unchanged" + span_of(report.unchanged) + "; " +
        counted(report.prompts_written, "prompt") + " written\n");
  print(grouped(report.entries) + (report.entries == 1 ? " entry of " : " entries of ") +
        counted(report.distinct, "paper") + ", and " + grouped(report.spotlighted) +
        " spotlighted\n");
  if (!report.failed.empty()) {
    print(counted(report.failed.size(), "day") + " failed, as nothing was scored" +
          span_of(report.failed) + "\n");
  }
  if (!report.not_imported.empty()) {
    print(counted(report.not_imported.size(), "day") + " not imported though a page links to " +
          (report.not_imported.size() == 1 ? "it" : "them") + span_of(report.not_imported) + "\n");
  }
  if (report.repaired_authors + report.doubtful_authors > 0) {
    print("cut author lists: " + grouped(report.repaired_authors) + " repaired, " +
          grouped(report.doubtful_authors) + " left as they are\n");
  }
  if (report.conflicts > 0) print(counted(report.conflicts, "conflict") + ", see the warnings\n");
  const bool failed = app::report(problems, "the other files were imported");
  if (!report.written.empty() && ::isatty(STDERR_FILENO) == 1) {
    say("'" + command_line(root, "build") + "' makes the site");
  }
  return failed ? 1 : 0;
}

}  // namespace broadsheet::app

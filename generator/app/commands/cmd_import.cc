#include "app/commands/cmd_import.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "app/project.h"
#include "base/error.h"
#include "base/log.h"
#include "import/import.h"
#include "import/undo.h"
#include "text/cleanup.h"

namespace broadsheet::app {
namespace {

std::string span_of(const std::vector<Day>& days) {
  if (days.empty()) return "";
  return days.size() == 1 ? " (" + days.front().str() + ")"
                          : " (" + days.front().str() + " to " + days.back().str() + ")";
}

/// Files that are alike.
struct FileKind {
  std::size_t files = 0;
  std::size_t days = 0;  ///< of all files, a day once for each
  std::size_t papers = 0;
  std::map<std::string, std::size_t> unused = {};
  std::map<std::string, std::size_t> dropped = {};
};

/// "not used: AI.motivation (3,302 times), published (12 times)", the most frequent first.
std::string unused_text(const std::map<std::string, std::size_t>& unused) {
  constexpr std::size_t kShown = 12;
  std::vector<std::pair<std::string, std::size_t>> sorted(unused.begin(), unused.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t at = 0; at < std::min(sorted.size(), kShown); ++at) {
    text += (at == 0 ? "" : ", ") + text::clean_line(sorted[at].first) + " (" +
            counted(sorted[at].second, "time") + ")";
  }
  if (sorted.size() > kShown) text += " and " + grouped(sorted.size() - kShown) + " more names";
  return text;
}

/// Each kind of file in a line; with `list` each file, and each paper that is left out.
void print_files(const std::vector<importer::ImportedFile>& files, bool list) {
  constexpr std::size_t kShown = 3;  // files of a kind that give nothing
  std::map<std::string, FileKind> kinds;
  std::map<std::string, std::size_t> left_out;
  for (const importer::ImportedFile& file : files) {
    FileKind& kind = kinds[file.what];
    const bool nothing = !file.used && !file.what.starts_with("unreadable");  // those are errors
    if (list || (nothing && kind.files < kShown)) print(file.path + ": " + file.what + "\n");
    ++kind.files;
    kind.days += file.days;
    kind.papers += file.papers;
    for (const auto& [name, count] : file.unused) kind.unused[name] += count;
    for (const auto& [name, count] : file.dropped) kind.dropped[name] += count;
    for (const importer::LeftOut& paper : file.left_out) {
      ++left_out[paper.reason];
      if (list) {
        print(paper.where.str() + ": left out, " + paper.reason + ": " +
              text::clean_line(paper.name) + "\n");
      }
    }
  }
  for (const auto& [what, kind] : kinds) {
    print(counted(kind.files, "file") + ": " + what);
    if (kind.papers > 0) {
      print(", " + counted(kind.days, "day") + ", " + counted(kind.papers, "paper"));
    }
    print("\n");
    if (!kind.unused.empty()) print("  kept in 'extra': " + unused_text(kind.unused) + "\n");
    if (!kind.dropped.empty()) print("  dropped: " + unused_text(kind.dropped) + "\n");
  }
  for (const auto& [reason, count] : left_out) {
    print("left out: " + counted(count, "paper") + ", " + reason +
          (list ? "\n" : "; --list names each\n"));
  }
}

std::vector<std::string> texts_of(const std::vector<Day>& days) {
  std::vector<std::string> texts;
  for (const Day day : days) texts.push_back(day.str());
  return texts;
}

fs::path undo_journal(const Places& places) { return places.state() / "import.undo"; }

int undo(const Places& places) {
  Diagnostics problems;
  const std::optional<importer::UndoneImport> undone =
      importer::undo_import(undo_journal(places), places.content(), problems);
  if (!undone) {
    say("there is no import to undo");
    return 1;
  }
  app::report(problems, "");
  print(counted(undone->removed, "file") + " removed, " + grouped(undone->restored) +
        " restored, " + grouped(undone->kept) + " left as changed since\n");
  return 0;
}

}  // namespace

int run_import(const fs::path& root, const std::vector<fs::path>& inputs,
               const ImportOptions& options) {
  if (options.undo) return undo(Places{root});
  if (inputs.empty()) throw Error(ErrorKind::Usage, {}, "name files or folders to import");
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
  for (const std::string& path : options.maps) {
    if (auto map = importer::parse_map(read_file(path), path, problems)) {
      settings.maps.push_back(*std::move(map));
    }
  }
  if (settings.maps.size() < options.maps.size()) {
    app::report(problems, "nothing was imported");
    return 2;
  }
  settings.git = options.git;
  settings.preview = options.list;
  settings.undo_journal = undo_journal(project.places);
  settings.progress = [&](std::size_t done, std::size_t total, std::string_view what) {
    if (!bar) bar.emplace("importing", static_cast<std::int64_t>(total));
    bar->note(std::string(what));
    if (done > shown) bar->advance(static_cast<std::int64_t>(done - shown));
    shown = std::max(shown, done);
  };
  const importer::ImportReport report =
      importer::import_paths(inputs, project.places.content(), problems, settings);
  bar.reset();

  add_result(options.results, {{"kind", "import"},
                               {"dry_run", options.list},
                               {"files", report.files.size()},
                               {"written", texts_of(report.written)},
                               {"unchanged", texts_of(report.unchanged)},
                               {"failed", texts_of(report.failed)},
                               {"entries", report.entries},
                               {"papers", report.distinct},
                               {"conflicts", report.conflicts}});
  print_files(report.files, options.list);
  const std::string written = options.list ? " would be written" : " written";
  print(counted(report.written.size(), "day") + written + span_of(report.written) + ", " +
        grouped(report.unchanged.size()) + " unchanged" + span_of(report.unchanged) + "; " +
        counted(report.prompts_written, "prompt") + written + "\n");
  if (report.files_written > 0) {
    print(counted(report.files_written, "other file") + " of content/" + written + "\n");
  }
  print(grouped(report.entries) + (report.entries == 1 ? " entry of " : " entries of ") +
        counted(report.distinct, "paper") + ", and " + grouped(report.spotlighted) +
        " spotlighted\n");
  if (!report.failed.empty()) {
    print(counted(report.failed.size(), "day") + " failed, as nothing was scored" +
          span_of(report.failed) + "\n");
  }
  if (!report.not_imported.empty()) {
    print(counted(report.not_imported.size(), "day") + " not imported though the sources name " +
          (report.not_imported.size() == 1 ? "it" : "them") + span_of(report.not_imported) + "\n");
  }
  if (report.repaired_authors + report.doubtful_authors > 0) {
    print("cut author lists: " + grouped(report.repaired_authors) + " repaired, " +
          grouped(report.doubtful_authors) + " left as they are\n");
  }
  if (report.restored_tex > 0) {
    print("TeX that had lost backslashes was restored in " + counted(report.restored_tex, "paper") +
          "\n");
  }
  if (report.conflicts > 0) print(counted(report.conflicts, "conflict") + ", see the warnings\n");
  const bool failed = app::report(
      problems, options.list ? "the other files can be imported" : "the other files were imported");
  if (std::none_of(report.files.begin(), report.files.end(),
                   [](const importer::ImportedFile& file) { return file.used; })) {
    say("nothing was imported: no file has papers with a title, an arXiv id (or an address of one) "
        "and a day, in a field, in the path (2026-03-02) or in a heading; 'import --list' explains "
        "each file");
    return 1;
  }
  if (options.list) {
    say("nothing was written; without --list the files are imported");
  } else if (!report.written.empty() && ::isatty(STDERR_FILENO) == 1) {
    say("'" + command_line(root, "build") + "' makes the site");
  }
  return failed ? 1 : 0;
}

}  // namespace broadsheet::app

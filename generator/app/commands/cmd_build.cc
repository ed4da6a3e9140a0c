#include "app/commands/cmd_build.h"

#include <unistd.h>

#include <ctime>

#include "app/build/pages_room.h"
#include "base/log.h"
#include "publish/pages_check.h"

namespace broadsheet::app {
namespace {

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1'000'000) return grouped((bytes + 999) / 1000) + " kB";
  const std::uint64_t tenths = (bytes + 50'000) / 100'000;
  return grouped(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

std::string what_changed(const BuildReport& report) {
  if (report.up_to_date) return "nothing had changed";
  if (report.published.written == 0 && report.published.removed == 0) return "no file differs";
  return counted(report.published.written, "file") + " written, " +
         grouped(report.published.removed) + " removed";
}

}  // namespace

int run_build(const fs::path& root, const BuildOptions& options, Results results) {
  const BuildReport report = build_site(root, options);
  if (app::report(report.problems, "the site stays as it was")) {
    return report.config_errors > 0 ? 2 : 1;
  }
  if (report.up_to_date && !report.warnings.empty()) {
    warn(std::string_view(report.warnings).substr(0, report.warnings.size() - 1));
  }
  const BuildFigures& figures = report.figures;
  json::List stages;
  for (const Stages::Stage& stage : report.stages) {
    stages.push_back(json::Object{
        {"name", stage.name}, {"wall", stage.time.count()}, {"cpu", stage.processor.count()}});
  }
  const auto years = years_left(figures, publish::PagesLimits{}.site);
  add_result(results, {{"kind", "build"},
                       {"days", figures.days},
                       {"papers", figures.papers},
                       {"pages", figures.pages},
                       {"files", figures.files},
                       {"bytes", static_cast<std::int64_t>(figures.bytes)},
                       {"written", report.published.written},
                       {"removed", report.published.removed},
                       {"up_to_date", report.up_to_date},
                       {"pages_years_left", years ? json::Value(*years) : json::Value()},
                       {"stages", stages},
                       {"address", report.address.url}});
  print("site: " + counted(figures.days, "day") + ", " + counted(figures.papers, "paper") + ", " +
        counted(figures.pages, "page") + " in " + display_path(Places{root}.site()) + "/ (" +
        counted(figures.files, "file") + ", " + size_text(figures.bytes) + "; " +
        what_changed(report) + ")\n");
  if (const std::string room = pages_room_text(figures); !room.empty()) print(room + "\n");
  if (!report.address.source.empty()) {
    print("address: " + report.address.url + "/ (of " + report.address.source + ")\n");
  }
  if (!report.index.empty()) print("index: " + report.index + "\n");
  if (report.formulas > 0) {
    print("formulas: " + grouped(report.formulas) + ", of which " +
          grouped(report.formulas_failed) + " show their source\n");
  }
  std::string times = "time: ";
  for (const Stages::Stage& stage : report.stages) {
    times += stage.name + " " + duration_text(stage.time) + ", ";
  }
  const std::chrono::duration<double> processor(static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
  print(times + (report.stages.empty() ? "" : "in all ") + duration_text(report.total) + " (" +
        duration_text(processor) + " of processor time)\n");
  if (options.timings) {
    for (const Stages::Stage& stage : report.stages) {
      print("  " + stage.name + ": " + duration_text(stage.processor) + " of processor time\n");
    }
  }
  if (options.progress && ::isatty(STDERR_FILENO) == 1) {
    say("'" + command_line(root, "serve") + "' shows it");
  }
  return 0;
}

}  // namespace broadsheet::app

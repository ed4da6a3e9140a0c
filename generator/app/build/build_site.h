#pragma once
// The pipeline from config, content and theme to a tree of files. No network; the same input gives
// the same bytes.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "app/build/build_state.h"
#include "app/build/stages.h"
#include "app/project.h"
#include "base/diagnostics.h"
#include "base/files.h"
#include "base/output.h"
#include "publish/disk_output.h"

namespace broadsheet::app {

struct BuildOptions {
  bool clean = false;     ///< rebuild everything, use nothing that an earlier build left
  bool progress = false;  ///< for a person: show a progress bar for the pages, and the next step
  bool timings = false;   ///< also print the CPU time of each stage
  /// Polled during the build; once it returns true the build stops and the last good site stays.
  std::function<bool()> cancelled = {};
};

struct BuildReport {
  bool failed = false;           ///< there are errors, and nothing was written
  int config_errors = 0;         ///< how many of the errors are in config.yaml
  bool cancelled = false;        ///< nothing was written
  bool up_to_date = false;       ///< nothing had changed since the last build
  publish::SiteAddress address;  ///< where the site will be
  BuildFigures figures;
  publish::Published published;
  std::string index;                ///< what changed in the native index: "30 papers added"
  std::size_t formulas = 0;         ///< number of distinct formulas
  std::size_t formulas_failed = 0;  ///< of these, shown as source; each is also a warning
  std::vector<Stages::Stage> stages;
  std::chrono::duration<double> total{};
  Diagnostics problems;  ///< all of them, in a stable order
  std::string warnings;  ///< the problems as text; when up to date, those of the last build
};

/// Builds site/ and .broadsheet/index of the project at `root`. One run reports all problems; after
/// errors the last good site stays. Throws Error if the run cannot continue (no config.yaml, disk
/// full); the site stays then as well.
BuildReport build_site(const fs::path& root, const BuildOptions& options);

/// The same pipeline into any sink, for tests and previews. Writes nothing in the project except
/// `state`, a folder for the native index and the cache of formulas.
BuildReport build_into(const fs::path& root, const fs::path& state, OutputSink& sink);

/// Updates the native index from content/ without building the site, unless it is up to date.
/// @return what changed; empty if nothing did
std::string refresh_index(const fs::path& root, Diagnostics& problems);

}  // namespace broadsheet::app

#pragma once
// broadsheet check: one report of all that is wrong with a project.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"

namespace broadsheet::app {

struct CheckOptions {
  bool json = false;
  bool fix = false;  ///< --fix: first repair what needs no decision, and report it; see
                     ///< app/build/repair.h
};

struct CheckReport {
  std::size_t days = 0;
  std::size_t papers = 0;             ///< distinct ones
  std::vector<std::string> repaired;  ///< a sentence each
  std::string room;  ///< a line on how long the site fits on GitHub Pages; empty if unknown
  std::optional<double> years_left;
  Diagnostics problems;
  int config_errors = 0;  ///< how many of the errors are in the settings
};

/// Settings (also the score formula, prices, prompts, saved searches, topics, language), digests
/// (the format, doubles, counts that do not add up, weekdays without a digest, incomplete feeds),
/// theme, index against content, state, links and sizes of the built site. Throws Error(Config)
/// when there is no config.yaml.
CheckReport check_project(const fs::path& root, bool fix);

/// Prints the report to stdout; with `json` {days, papers, errors, warnings, mended (what was
/// repaired), problems}.
/// @return 0 without errors (warnings do not count), 1 with errors, 2 when the settings have some
int run_check(const fs::path& root, const CheckOptions& options);

}  // namespace broadsheet::app

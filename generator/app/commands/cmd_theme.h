#pragma once
// broadsheet theme: begin one, copy files into it, check one.

#include <string>
#include <vector>

#include "app/commands/results.h"
#include "base/files.h"

namespace broadsheet::app {

struct NewTheme {
  std::string name;  ///< folder below themes/: letters, digits, '-' and '_'
  std::string extends = "broadsheet";
};

/// Writes themes/NAME/: a small theme that extends another, with comments that explain what can be
/// changed. Throws Error(Usage) when the name is no folder's name or is taken, Error(Theme) when
/// there is nothing to extend.
/// @return 0
int run_theme_new(const fs::path& root, const NewTheme& theme);

struct ThemeCopy {
  std::vector<std::string> files;  ///< "day.mustache", "partials/foot.mustache"
  std::string name;                ///< of the theme that gets them; empty: that of config.yaml
};

/// Copies files of the themes that a theme extends into its own folder, where they replace them.
/// Throws Error(Usage) if the theme is not the project's own, has the file already or extends no
/// theme that has it; nothing is written then.
/// @return 0
int run_theme_copy(const fs::path& root, const ThemeCopy& copy);

/// Prints all that is wrong with a theme, in every language it has, in one run; builds nothing.
/// @param name  empty: the theme of config.yaml
/// @param results  gets each problem with kind "problem"
/// @return 0 without errors (warnings do not count), 1 with errors
int run_theme_check(const fs::path& root, const std::string& name, Results results = nullptr);

}  // namespace broadsheet::app

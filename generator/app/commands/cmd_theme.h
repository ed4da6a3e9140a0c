#pragma once
// broadsheet theme: begin one, check one.

#include <string>

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

/// Prints all that is wrong with a theme, in every language it has, in one run; builds nothing.
/// @param name  empty: the theme of config.yaml
/// @return 0 without errors (warnings do not count), 1 with errors
int run_theme_check(const fs::path& root, const std::string& name);

}  // namespace broadsheet::app

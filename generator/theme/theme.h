#pragma once
// A theme as read from its folder: templates, partials, static files and fixed words.
// docs/themes.md explains how to write one.

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace broadsheet::theme {

/// The keys and words that templates are given, as a number: a theme states in theme.yaml (needs)
/// which one it was written for.
inline constexpr int kThemeContract = 1;

/// A text file of a theme and how messages name it.
struct ThemeFile {
  std::string path;  ///< "themes/broadsheet/day.mustache"
  std::string text;
};

/// What theme.yaml says and what the folder holds, after `extends` was followed: a file of the
/// theme itself stands before the file of the same name in the theme it extends.
struct Theme {
  std::string name;
  std::string version;
  std::string path;                                 ///< of theme.yaml, for messages
  std::map<std::string, ThemeFile> templates;       ///< "day" for day.mustache
  std::map<std::string, ThemeFile> partials;        ///< "paper" for partials/paper.mustache
  std::map<std::string, std::string> static_files;  ///< "theme.css" for static/theme.css: its bytes
  std::map<std::string, std::string> static_paths;  ///< how messages name them
  std::map<std::string, std::string, std::less<>>
      words;               ///< "months.january" for nested keys; Unicode text
  std::string words_path;  ///< of the language file, for messages
  std::map<std::string, Location, std::less<>>
      own_words;  ///< words that its own folder has, and where
};

/// Kinds of pages; each has a template of this name ("day" for day.mustache) and a fixed set of
/// keys.
std::span<const std::string> template_names();

/// Reads the theme `name` from the first of `roots` that has a folder of this name, and the themes
/// that it extends (looked for in the same way). Words: words/<language>.yaml over words/en.yaml.
/// `colours` of theme.yaml stand at the end of theme.css.
/// Reports what is wrong (no such theme, with a suggestion; a template that is needed and missing;
/// bad YAML; an unknown colour; extending in a circle). The value given back is usable only when
/// there is no error.
Theme load_theme(std::string_view name, std::span<const std::filesystem::path> roots,
                 std::string_view language, Diagnostics& problems);

/// Checks every tag of every template against the keys that its view supplies, every partial,
/// static file and word that it names. Problems have file, line and column.
void check_theme(const Theme& theme, Diagnostics& problems);

/// What would not stop a build: warns of templates, partials and words of the theme's own folder
/// that nothing uses, which are often misspelt; reports colours and other properties of style
/// sheets that have no value.
void check_theme_files(const Theme& theme, Diagnostics& problems);

/// Names of all themes in `roots`, sorted.
std::vector<std::string> theme_names(std::span<const std::filesystem::path> roots);

}  // namespace broadsheet::theme

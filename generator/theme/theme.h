#pragma once
// A theme as read from its folder: templates, partials, static files and fixed words.
// docs/themes.md explains how to write one.

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace broadsheet::theme {

/// The version of the keys and words that templates get. A theme states in theme.yaml (`needs`)
/// which version it is written for.
inline constexpr int kThemeContract = 1;

/// Texts by key, "months.january" for nested keys.
using WordMap = std::map<std::string, std::string, std::less<>>;

/// A text file of a theme and how messages name it.
struct ThemeFile {
  std::string path;  ///< "themes/broadsheet/day.mustache"
  std::string text;
};

/// The content of a theme's folder and of the themes that it extends. A file of the theme replaces
/// the file of the same name in the theme that it extends.
struct Theme {
  std::string name;
  std::string version;
  std::string path;                                 ///< of theme.yaml, for messages
  std::map<std::string, ThemeFile> templates;       ///< "day" for day.mustache
  std::map<std::string, ThemeFile> partials;        ///< "paper" for partials/paper.mustache
  std::map<std::string, std::string> static_files;  ///< "theme.css" for static/theme.css: its bytes
  std::map<std::string, std::string> static_paths;  ///< how messages name them
  std::string language = "en";                      ///< of the words
  WordMap words;                                    ///< has all keys of default_words()
  std::set<std::string> script_words;               ///< names of words that scripts use
  std::vector<std::string> missing_words;           ///< of `language`: in English instead
  std::string words_path;                           ///< of the last language file; may be empty
  std::map<std::string, Location, std::less<>> own_words;  ///< words in its own folder
};

/// Names of all templates ("day" for day.mustache). Each has a fixed set of keys.
std::span<const std::string> template_names();

/// Reads the theme `name` from the first of `roots` that has a folder of this name, and the themes
/// that it extends, found in the same way. Words: words/<language>.yaml over words/en.yaml over
/// default_words(). `colours` of theme.yaml are appended to theme.css. '{{words.NAME}}' in scripts
/// is replaced with the word.
/// Reports an unknown theme (with a suggestion), a missing template, invalid YAML, an unknown
/// colour, a cycle of `extends`. After an error the result is incomplete.
Theme load_theme(std::string_view name, std::span<const std::filesystem::path> roots,
                 std::string_view language, Diagnostics& problems);

/// The files of a theme and of those that it extends, by path in its folder ("day.mustache"): where
/// each is read from. theme.yaml is not among them. Empty after an error.
std::map<std::string, std::filesystem::path> theme_files(
    std::string_view name, std::span<const std::filesystem::path> roots, Diagnostics& problems);

/// Checks every tag of every template against the keys that its view supplies, and every partial,
/// static file and word that it names. Problems have file, line and column.
void check_theme(const Theme& theme, Diagnostics& problems);

/// Warns of templates, partials and words in the theme's own folder that nothing uses, which are
/// often misspelt. Reports custom properties of style sheets that have no value.
void check_theme_files(const Theme& theme, Diagnostics& problems);

/// Names of all themes in `roots`, sorted.
std::vector<std::string> theme_names(std::span<const std::filesystem::path> roots);

}  // namespace broadsheet::theme

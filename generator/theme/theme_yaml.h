#pragma once
// The YAML files of a theme: theme.yaml and the words of a language.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "theme/theme_colours.h"

namespace broadsheet::theme {

struct ColourSetting {
  ThemeColour colour;
  Location where;
};

/// The content of theme.yaml.
struct ThemeSettings {
  std::string name;     ///< may be empty
  std::string version;  ///< may be empty
  std::string extends;  ///< may be empty
  std::vector<ColourSetting> colours;
};

/// One text of a language file.
struct Word {
  std::string key;  ///< "months.january" for nested keys
  std::string text;
  Location where;
};

/// Both report invalid YAML, unknown keys and values of the wrong kind, and return the rest.
ThemeSettings read_theme_settings(const std::filesystem::path& file, Diagnostics& problems);
std::vector<Word> read_word_file(const std::filesystem::path& file, Diagnostics& problems);

/// @param path  for messages
std::vector<Word> parse_words(const std::string& yaml, const std::string& path,
                              Diagnostics& problems);

}  // namespace broadsheet::theme

#include "theme/theme_yaml.h"

#include <algorithm>

#include "base/files.h"
#include "theme/template_source.h"
#include "theme/theme.h"
#include "yaml/tree.h"

namespace broadsheet::theme {
namespace {

Location location_of(Position at, const std::string& path) { return {path, at.line, at.column}; }

// The top of a YAML file, a mapping or empty. Reports anything else, and returns std::nullopt.
std::optional<YamlNode> parse_mapping(const std::string& yaml, const std::string& path,
                                      Diagnostics& problems) {
  std::optional<YamlNode> root = parse_yaml(yaml, path, problems);
  if (root && !root->is(YamlKind::Group) && !root->is(YamlKind::Nothing)) {
    problems.error({path, 1, 1}, "this file should hold 'key: value' lines");
    return std::nullopt;
  }
  return root;
}

void read_colour_lines(const YamlNode& node, const Location& where, ThemeSettings& settings,
                       Diagnostics& problems) {
  if (!node.is(YamlKind::Group)) {
    problems.error(where, "'colours' should be lines such as 'spot: \"#a3132b #ff9489\"'");
    return;
  }
  for (const YamlNode& item : node.items) {
    const std::string name = item.key;
    const Location at = location_of(item.key_at, where.path);
    const auto pair = item.is(YamlKind::Text) ? read_colours(item.text) : std::nullopt;
    if (!pair) {
      problems.error(at, "'" + name +
                             "' should be a colour for light pages and one for dark "
                             "pages, such as \"#a3132b #ff9489\"");
      continue;
    }
    settings.colours.push_back(
        {.colour = {.name = name, .light = pair->first, .dark = pair->second}, .where = at});
  }
}

void read_setting(const std::string& key, const std::string& value, const Location& where,
                  ThemeSettings& settings, Diagnostics& problems) {
  if (key == "name") {
    settings.name = value;
  } else if (key == "version") {
    settings.version = value;
  } else if (key == "extends") {
    settings.extends = value;
  } else if (key == "needs" && value != std::to_string(kThemeContract)) {
    problems.error(where, "this theme needs contract " + value + "; this program gives contract " +
                              std::to_string(kThemeContract));
  }
}

void collect_words(const YamlNode& node, const std::string& prefix, const std::string& path,
                   std::vector<Word>& words, Diagnostics& problems) {
  for (const YamlNode& item : node.items) {
    const std::string key = prefix + item.key;
    const Location where = location_of(item.key_at, path);
    if (item.is(YamlKind::Group)) {
      collect_words(item, key + ".", path, words, problems);
    } else if (item.is(YamlKind::Text)) {
      words.push_back({.key = key, .text = item.text, .where = where});
    } else {
      problems.error(where, "'" + key + "' should be text");
    }
  }
}

}  // namespace

ThemeSettings read_theme_settings(const std::filesystem::path& file, Diagnostics& problems) {
  static const std::vector<std::string> kKeys = {"name",  "version",     "extends",
                                                 "needs", "description", "colours"};
  ThemeSettings settings;
  const std::string path = display_path(file);
  const std::optional<YamlNode> root = parse_mapping(read_file(file), path, problems);
  if (!root) return settings;
  for (const YamlNode& item : root->items) {
    const std::string key = item.key;
    const Location where = location_of(item.key_at, path);
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
      problems.error(where, "unknown key '" + key + "'" + suggestion(key, kKeys));
    } else if (key == "colours") {
      read_colour_lines(item, where, settings, problems);
    } else if (!item.is(YamlKind::Text)) {
      problems.error(where, "'" + key + "' should be text");
    } else {
      read_setting(key, item.text, where, settings, problems);
    }
  }
  return settings;
}

std::vector<Word> parse_words(const std::string& yaml, const std::string& path,
                              Diagnostics& problems) {
  std::vector<Word> words;
  const std::optional<YamlNode> root = parse_mapping(yaml, path, problems);
  if (root) collect_words(*root, "", path, words, problems);
  return words;
}

std::vector<Word> read_word_file(const std::filesystem::path& file, Diagnostics& problems) {
  return parse_words(read_file(file), display_path(file), problems);
}

}  // namespace broadsheet::theme

#include "theme/theme.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "theme/template_source.h"
#include "theme/theme_colours.h"
#include "theme/words.h"
#include "yaml/tree.h"

namespace broadsheet::theme {
namespace {

constexpr std::string_view kTemplateSuffix = ".mustache";

Location location_of(Position at, const std::string& path) { return {path, at.line, at.column}; }

// The top of a YAML file that should be a mapping; nothing, and a report, when it is not.
std::optional<YamlNode> read_mapping(const fs::path& path, Diagnostics& problems) {
  const std::string name = display_path(path);
  std::optional<YamlNode> root = parse_yaml(read_file(path), name, problems);
  if (root && !root->is(YamlKind::Group) && !root->is(YamlKind::Nothing)) {
    problems.error({name, 1, 1}, "this file should hold 'key: value' lines");
    return std::nullopt;
  }
  return root;
}

struct PlacedColour {
  ThemeColour colour;
  Location where;
};

struct Settings {
  std::string name;
  std::string version;
  std::string extends;
  std::vector<PlacedColour> colours;
};

void read_colour_lines(const YamlNode& node, const Location& where, Settings& settings,
                       Diagnostics& problems) {
  if (!node.is(YamlKind::Group)) {
    problems.error(where, "'colours' should be lines such as 'spot: \"#a3132b #ff9489\"'");
    return;
  }
  for (const YamlNode& item : node.items) {
    const std::string& name = item.key;
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

Settings read_settings(const fs::path& path, Diagnostics& problems) {
  static const std::vector<std::string> kKeys = {"name",  "version",     "extends",
                                                 "needs", "description", "colours"};
  Settings settings;
  const std::optional<YamlNode> root = read_mapping(path, problems);
  if (!root) return settings;
  const std::string file = display_path(path);
  for (const YamlNode& item : root->items) {
    const std::string& key = item.key;
    const Location where = location_of(item.key_at, file);
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
      problems.error(where, "unknown key '" + key + "'" + suggestion(key, kKeys));
    } else if (key == "colours") {
      read_colour_lines(item, where, settings, problems);
    } else if (!item.is(YamlKind::Text)) {
      problems.error(where, "'" + key + "' should be text");
    } else if (key == "name") {
      settings.name = item.text;
    } else if (key == "version") {
      settings.version = item.text;
    } else if (key == "extends") {
      settings.extends = item.text;
    } else if (key == "needs" && item.text != std::to_string(kThemeContract)) {
      problems.error(where, "this theme needs contract " + item.text +
                                "; this program gives contract " + std::to_string(kThemeContract));
    }
  }
  return settings;
}

void read_words(const YamlNode& node, const std::string& prefix, const std::string& file, bool own,
                Theme& theme, Diagnostics& problems) {
  for (const YamlNode& item : node.items) {
    const std::string key = prefix + item.key;
    if (item.is(YamlKind::Group)) {
      read_words(item, key + ".", file, own, theme, problems);
    } else if (item.is(YamlKind::Text)) {
      theme.words[key] = item.text;
      if (own) theme.own_words.emplace(key, location_of(item.key_at, file));
    } else {
      problems.error(location_of(item.key_at, file), "'" + key + "' should be text");
    }
  }
}

std::string stem_of(const std::string& path) {
  return path.substr(0, path.size() - kTemplateSuffix.size());
}

// A byte order mark, as Windows' editors put it, would end up in the midst of a page.
std::string template_text(const fs::path& file) {
  std::string text = read_file(file);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

void read_folder(const fs::path& folder, Theme& theme) {
  for (const std::string& path : list_files(folder)) {
    const fs::path file = folder / path;
    if (path.starts_with("static/")) {
      theme.static_files[path.substr(7)] = read_file(file);
      theme.static_paths[path.substr(7)] = display_path(file);
    } else if (path.starts_with("partials/") && path.ends_with(kTemplateSuffix)) {
      theme.partials[stem_of(path.substr(9))] = {display_path(file), template_text(file)};
    } else if (path.ends_with(kTemplateSuffix) && path.find('/') == std::string::npos) {
      theme.templates[stem_of(path)] = {display_path(file), template_text(file)};
    }
  }
}

/// No, too, when the way to it cannot be gone.
bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

std::optional<fs::path> find_folder(std::string_view name, std::span<const fs::path> roots) {
  // A name is one folder: no way out of the roots.
  if (name.empty() || name.front() == '.' || name.find('/') != std::string_view::npos) return {};
  for (const fs::path& root : roots) {
    if (is_file(root / name / "theme.yaml")) return root / name;
  }
  return std::nullopt;
}

struct ThemeFolder {
  fs::path path;
  std::vector<PlacedColour> colours;
};

// The folders of a theme and of those it extends, the furthest one first.
std::vector<ThemeFolder> folders_of(std::string_view name, std::span<const fs::path> roots,
                                    Theme& theme, Diagnostics& problems) {
  std::vector<ThemeFolder> folders;
  std::string wanted(name);
  std::string asked_by = "config.yaml";
  while (!wanted.empty()) {
    const std::optional<fs::path> folder = find_folder(wanted, roots);
    if (!folder) {
      problems.error({asked_by},
                     "there is no theme '" + wanted + "'" + suggestion(wanted, theme_names(roots)));
      return {};
    }
    const bool again = std::any_of(folders.begin(), folders.end(),
                                   [&](const ThemeFolder& other) { return other.path == *folder; });
    if (again) {
      problems.error({asked_by}, "theme '" + wanted + "' extends itself");
      return {};
    }
    asked_by = display_path(*folder / "theme.yaml");
    Settings settings = read_settings(*folder / "theme.yaml", problems);
    folders.insert(folders.begin(), {*folder, std::move(settings.colours)});
    if (theme.path.empty()) {
      theme.name = settings.name.empty() ? wanted : settings.name;
      theme.version = settings.version;
      theme.path = asked_by;
    }
    wanted = settings.extends;
  }
  return folders;
}

// Colours that a theme changes stand behind the style sheet's own.
void add_colours(const std::vector<ThemeFolder>& folders, Theme& theme, Diagnostics& problems) {
  const auto style = theme.static_files.find("theme.css");
  const std::set<std::string> declared = declared_properties(
      style == theme.static_files.end() ? std::string_view() : std::string_view(style->second));
  std::vector<ThemeColour> colours;
  for (const ThemeFolder& folder : folders) {
    for (const PlacedColour& placed : folder.colours) {
      if (declared.count(placed.colour.name) == 0) {
        problems.error(placed.where,
                       "theme.css has no colour '" + placed.colour.name + "'" +
                           suggestion(placed.colour.name, {declared.begin(), declared.end()}));
      }
      colours.push_back(placed.colour);
    }
  }
  if (style != theme.static_files.end()) style->second += colour_rule(colours);
}

void check_complete(const Theme& theme, Diagnostics& problems) {
  for (const std::string& name : template_names()) {
    if (theme.templates.count(name) == 0) {
      problems.error({theme.path}, "the theme has no " + name + std::string(kTemplateSuffix));
    }
  }
  for (const std::string_view word : needed_words()) {
    if (theme.words.count(word) == 0) {
      problems.error({theme.words_path.empty() ? theme.path : theme.words_path},
                     "the word '" + std::string(word) + "' is missing");
    }
  }
}

}  // namespace

Theme load_theme(std::string_view name, std::span<const fs::path> roots, std::string_view language,
                 Diagnostics& problems) {
  Theme theme;
  const int errors_before = problems.errors();
  const std::vector<ThemeFolder> folders = folders_of(name, roots, theme, problems);
  for (const ThemeFolder& folder : folders) read_folder(folder.path, theme);
  const bool has_all_folders = problems.errors() == errors_before;
  add_colours(folders, theme, problems);

  // English stands in for words that a language lacks, so it is read first from every folder.
  std::vector<std::string> languages = {"en"};
  if (!language.empty() && language != "en") languages.emplace_back(language);
  for (const std::string& each : languages) {
    for (const ThemeFolder& folder : folders) {
      const fs::path file = folder.path / "words" / (each + ".yaml");
      if (!is_file(file)) continue;
      theme.words_path = display_path(file);
      const std::optional<YamlNode> root = read_mapping(file, problems);
      const bool own = &folder == &folders.back();
      if (root) read_words(*root, "", theme.words_path, own, theme, problems);
    }
  }
  if (has_all_folders) check_complete(theme, problems);
  return theme;
}

std::vector<std::string> theme_names(std::span<const fs::path> roots) {
  std::set<std::string> names;
  for (const fs::path& root : roots) {
    const auto add_theme = [&](const fs::directory_entry& entry) {
      if (is_file(entry.path() / "theme.yaml")) names.insert(entry.path().filename());
      return false;
    };
    walk(root, add_theme, Unlistable::Skip);
  }
  return {names.begin(), names.end()};
}

}  // namespace broadsheet::theme

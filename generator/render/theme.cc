// The one door to yaml-cpp for themes: no other file of render/ includes it.
#include "render/theme.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "render/template_source.h"
#include "render/words.h"
#include "text/did_you_mean.h"

namespace broadsheet::render {
namespace {

constexpr std::string_view kTemplateSuffix = ".mustache";

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  const std::optional<std::string> nearest = text::did_you_mean(name, known);
  return nearest ? "; did you mean '" + *nearest + "'?" : "";
}

// yaml-cpp counts from 0 and says -1 for unknown; we count from 1, 0 unknown.
Location location_of(const YAML::Mark& mark, const std::string& path) {
  return {path, mark.line + 1, mark.column + 1};
}

// The top of a YAML file that should be a mapping; nothing, and a report, when it is not.
std::optional<YAML::Node> read_mapping(const fs::path& path, Diagnostics& problems) {
  const std::string name = display_path(path);
  try {
    YAML::Node node = YAML::Load(read_file(path));
    if (node.IsNull()) return YAML::Node(YAML::NodeType::Map);
    if (node.IsMap()) return node;
    problems.error({name, 1, 1}, "this file should hold 'key: value' lines");
  } catch (const YAML::Exception& e) {
    problems.error(location_of(e.mark, name), e.msg);
  }
  return std::nullopt;
}

struct Settings {
  std::string name;
  std::string version;
  std::string extends;
};

Settings read_settings(const fs::path& path, Diagnostics& problems) {
  static const std::vector<std::string> kKeys = {"name", "version", "extends", "needs",
                                                 "description"};
  Settings settings;
  const std::optional<YAML::Node> root = read_mapping(path, problems);
  if (!root) return settings;
  const std::string file = display_path(path);
  for (const auto& item : *root) {
    const std::string key = item.first.Scalar();
    const Location where = location_of(item.first.Mark(), file);
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
      problems.error(where, "unknown key '" + key + "'" + suggestion(key, kKeys));
    } else if (!item.second.IsScalar()) {
      problems.error(where, "'" + key + "' should be text");
    } else if (key == "name") {
      settings.name = item.second.Scalar();
    } else if (key == "version") {
      settings.version = item.second.Scalar();
    } else if (key == "extends") {
      settings.extends = item.second.Scalar();
    } else if (key == "needs" && item.second.Scalar() != std::to_string(kThemeContract)) {
      problems.error(where, "this theme needs contract " + item.second.Scalar() +
                                "; this program gives contract " + std::to_string(kThemeContract));
    }
  }
  return settings;
}

void read_words(const YAML::Node& node, const std::string& prefix, const std::string& file,
                Theme& theme, Diagnostics& problems) {
  for (const auto& item : node) {
    const std::string key = prefix + item.first.Scalar();
    if (item.second.IsMap()) {
      read_words(item.second, key + ".", file, theme, problems);
    } else if (item.second.IsScalar()) {
      theme.words[key] = item.second.Scalar();
    } else {
      problems.error(location_of(item.first.Mark(), file), "'" + key + "' should be text");
    }
  }
}

std::string stem_of(const std::string& path) {
  return path.substr(0, path.size() - kTemplateSuffix.size());
}

void read_folder(const fs::path& folder, Theme& theme) {
  for (const std::string& path : list_files(folder)) {
    const fs::path file = folder / path;
    if (path.starts_with("static/")) {
      theme.static_files[path.substr(7)] = read_file(file);
    } else if (path.starts_with("partials/") && path.ends_with(kTemplateSuffix)) {
      theme.partials[stem_of(path.substr(9))] = {display_path(file), read_file(file)};
    } else if (path.ends_with(kTemplateSuffix) && path.find('/') == std::string::npos) {
      theme.templates[stem_of(path)] = {display_path(file), read_file(file)};
    }
  }
}

std::vector<std::string> theme_names(std::span<const fs::path> roots) {
  std::set<std::string> names;
  for (const fs::path& root : roots) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(root, ignored)) {
      if (fs::is_regular_file(entry.path() / "theme.yaml")) names.insert(entry.path().filename());
    }
  }
  return {names.begin(), names.end()};
}

std::optional<fs::path> find_folder(std::string_view name, std::span<const fs::path> roots) {
  // A name is one folder: no way out of the roots.
  if (name.empty() || name.front() == '.' || name.find('/') != std::string_view::npos) return {};
  for (const fs::path& root : roots) {
    if (fs::is_regular_file(root / name / "theme.yaml")) return root / name;
  }
  return std::nullopt;
}

// The folders of a theme and of those it extends, the furthest one first.
std::vector<fs::path> folders_of(std::string_view name, std::span<const fs::path> roots,
                                 Theme& theme, Diagnostics& problems) {
  std::vector<fs::path> folders;
  std::string wanted(name);
  std::string asked_by = "config.yaml";
  while (!wanted.empty()) {
    const std::optional<fs::path> folder = find_folder(wanted, roots);
    if (!folder) {
      problems.error({asked_by},
                     "there is no theme '" + wanted + "'" + suggestion(wanted, theme_names(roots)));
      return {};
    }
    if (std::find(folders.begin(), folders.end(), *folder) != folders.end()) {
      problems.error({asked_by}, "theme '" + wanted + "' extends itself");
      return {};
    }
    folders.insert(folders.begin(), *folder);
    asked_by = display_path(*folder / "theme.yaml");
    Settings settings = read_settings(*folder / "theme.yaml", problems);
    if (theme.path.empty()) {
      theme.name = settings.name.empty() ? wanted : settings.name;
      theme.version = settings.version;
      theme.path = asked_by;
    }
    wanted = settings.extends;
  }
  return folders;
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
  const std::vector<fs::path> folders = folders_of(name, roots, theme, problems);
  for (const fs::path& folder : folders) read_folder(folder, theme);

  // English stands in for words that a language lacks, so it is read first from every folder.
  std::vector<std::string> languages = {"en"};
  if (!language.empty() && language != "en") languages.emplace_back(language);
  for (const std::string& each : languages) {
    for (const fs::path& folder : folders) {
      const fs::path file = folder / "words" / (each + ".yaml");
      if (!fs::is_regular_file(file)) continue;
      theme.words_path = display_path(file);
      const std::optional<YAML::Node> root = read_mapping(file, problems);
      if (root) read_words(*root, "", theme.words_path, theme, problems);
    }
  }
  if (problems.errors() == errors_before) check_complete(theme, problems);
  return theme;
}

}  // namespace broadsheet::render

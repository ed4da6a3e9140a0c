#include "theme/theme.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/files.h"
#include "theme/script_words.h"
#include "theme/template_source.h"
#include "theme/theme_colours.h"
#include "theme/theme_yaml.h"
#include "theme/words.h"

namespace broadsheet::theme {
namespace {

constexpr std::string_view kTemplateSuffix = ".mustache";

std::string stem_of(const std::string& path) {
  return path.substr(0, path.size() - kTemplateSuffix.size());
}

// Without a byte order mark, which would be printed in the middle of a page.
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

/// False also if a folder on the path is not accessible.
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
  std::vector<ColourSetting> colours;
};

// The folders of a theme and of the themes that it extends, the base of all first.
std::vector<ThemeFolder> folders_of(std::string_view name, std::span<const fs::path> roots,
                                    Theme& theme, Diagnostics& problems) {
  std::vector<ThemeFolder> folders;
  std::string next(name);
  std::string named_by = "config.yaml";
  while (!next.empty()) {
    const std::optional<fs::path> folder = find_folder(next, roots);
    if (!folder) {
      problems.error({named_by},
                     "there is no theme '" + next + "'" + suggestion(next, theme_names(roots)));
      return {};
    }
    const bool is_cycle =
        std::any_of(folders.begin(), folders.end(),
                    [&](const ThemeFolder& other) { return other.path == *folder; });
    if (is_cycle) {
      problems.error({named_by}, "theme '" + next + "' extends itself");
      return {};
    }
    named_by = display_path(*folder / "theme.yaml");
    ThemeSettings settings = read_theme_settings(*folder / "theme.yaml", problems);
    folders.insert(folders.begin(), {*folder, std::move(settings.colours)});
    if (theme.path.empty()) {
      theme.name = settings.name.empty() ? next : settings.name;
      theme.version = settings.version;
      theme.path = named_by;
    }
    next = settings.extends;
  }
  return folders;
}

// Appends the colours that the themes change to the style sheet, so that they override its own.
void add_colours(const std::vector<ThemeFolder>& folders, Theme& theme, Diagnostics& problems) {
  const auto style = theme.static_files.find("theme.css");
  const std::set<std::string> declared = declared_properties(
      style == theme.static_files.end() ? std::string_view() : std::string_view(style->second));
  std::vector<ThemeColour> colours;
  for (const ThemeFolder& folder : folders) {
    for (const ColourSetting& setting : folder.colours) {
      if (declared.count(setting.colour.name) == 0) {
        problems.error(setting.where,
                       "theme.css has no colour '" + setting.colour.name + "'" +
                           suggestion(setting.colour.name, {declared.begin(), declared.end()}));
      }
      colours.push_back(setting.colour);
    }
  }
  if (style != theme.static_files.end()) style->second += colour_rule(colours);
}

// "papers" of "papers.one" and "papers.other": the forms of a plural share their placeholders.
std::string_view without_plural_form(std::string_view key) {
  for (const std::string_view form : {".zero", ".one", ".two", ".few", ".many", ".other"}) {
    if (key.ends_with(form)) return key.substr(0, key.size() - form.size());
  }
  return key;
}

// The names in "{name}" of a word.
std::set<std::string> placeholders_in(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find_first_of("{}", open + 1);
    if (close == std::string_view::npos || text[close] == '{') continue;
    names.emplace(text.substr(open + 1, close - open - 1));
  }
  return names;
}

// What can be filled into a word: the placeholders of the English one; of dates more than it uses.
std::set<std::string> known_placeholders(std::string_view key) {
  std::set<std::string> known;
  if (key.starts_with("date.")) {
    known = {"day", "month", "month_short", "weekday", "weekday_short", "year"};
  }
  for (const auto& [word, text] : default_words()) {
    if (without_plural_form(word) == without_plural_form(key)) known.merge(placeholders_in(text));
  }
  return known;
}

void check_placeholders(const Word& word, Diagnostics& problems) {
  const std::set<std::string> names = placeholders_in(word.text);
  const bool is_known =
      std::any_of(default_words().begin(), default_words().end(), [&](const auto& one) {
        return without_plural_form(one.first) == without_plural_form(word.key);
      });
  if (names.empty() || !is_known) return;
  const std::set<std::string> known = known_placeholders(word.key);
  for (const std::string& name : names) {
    if (known.contains(name)) continue;
    problems.warning(word.where, "nothing fills '{" + name + "}' in '" + word.key + "'" +
                                     suggestion(name, {known.begin(), known.end()}));
  }
}

// Words of a language, over those that the theme has already.
// @param found  gets their keys, if given
void read_language(const std::vector<ThemeFolder>& folders, std::string_view language, Theme& theme,
                   Diagnostics& problems, std::set<std::string>* found = nullptr) {
  for (const ThemeFolder& folder : folders) {
    const fs::path file = folder.path / "words" / (std::string(language) + ".yaml");
    if (!is_file(file)) continue;
    theme.words_path = display_path(file);
    for (Word& word : read_word_file(file, problems)) {
      if (found != nullptr) found->insert(word.key);
      check_placeholders(word, problems);
      theme.words[word.key] = std::move(word.text);
      if (&folder == &folders.back()) theme.own_words.emplace(word.key, word.where);
    }
  }
}

void check_complete(const Theme& theme, Diagnostics& problems) {
  for (const std::string& name : template_names()) {
    if (!is_optional_template(name) && theme.templates.count(name) == 0) {
      problems.error({theme.path}, "the theme has no " + name + std::string(kTemplateSuffix));
    }
  }
}

void add_words_to_scripts(Theme& theme, Diagnostics& problems) {
  for (auto& [name, bytes] : theme.static_files) {
    if (!name.ends_with(".js")) continue;
    ThemeFile script{.path = theme.static_paths.at(name), .text = std::move(bytes)};
    theme.script_words.merge(insert_words(script, theme.words, problems));
    bytes = std::move(script.text);
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

  theme.words = default_words();
  read_language(folders, "en", theme, problems);
  if (!language.empty() && language != "en") {
    theme.language = language;
    std::set<std::string> found;
    read_language(folders, language, theme, problems, &found);
    for (const auto& [word, text] : default_words()) {
      if (!found.contains(word)) theme.missing_words.push_back(word);
    }
  }
  add_words_to_scripts(theme, problems);
  if (has_all_folders) check_complete(theme, problems);
  return theme;
}

std::map<std::string, fs::path> theme_files(std::string_view name, std::span<const fs::path> roots,
                                            Diagnostics& problems) {
  Theme unused;
  std::map<std::string, fs::path> files;
  for (const ThemeFolder& folder : folders_of(name, roots, unused, problems)) {
    for (const std::string& path : list_files(folder.path)) files[path] = folder.path / path;
  }
  files.erase("theme.yaml");
  return files;
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

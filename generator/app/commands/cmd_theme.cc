#include "app/commands/cmd_theme.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "app/build/settings_check.h"
#include "app/project.h"
#include "base/edit_distance.h"
#include "base/error.h"
#include "base/log.h"
#include "text/did_you_mean.h"
#include "theme/theme.h"

namespace broadsheet::app {
namespace {

struct StarterFile {
  std::string_view path;
  std::string_view text;  // {name} and {extends} are put in
};

constexpr std::array<StarterFile, 4> kStarter = {{
    {"theme.yaml",
     R"(# A theme of your own. What this folder lacks comes from the theme named by 'extends'.
# docs/themes.md describes everything; 'broadsheet theme check {name}' names every mistake with its place.
name: {name}
version: 1
needs: 1
extends: {extends}
description: "{name}: {extends} with other colours"

# Colours of theme.css to change: one for light pages and one for dark pages, or one for both.
# static/theme.css of {extends} lists the others in its first lines. Text on paper needs a contrast of 4.5 to 1.
colours:
  paper: "#fdf9ee #10161b"
)"},
    {"partials/lost-note.mustache",
     R"({{! A partial of your own: any template includes it with the tag '> lost-note'. }}
<p class="note">{{words.mine.note}}</p>
)"},
    {"404.mustache",
     R"({{! This template replaces the one of {extends}. A comment such as this one does not reach the page.
    What a tag may contain:

    heading            prints a text, escaped; docs/themes.md lists the keys of each page
    words.nav.latest   a fixed word out of words/en.yaml
    url.home           an address within the site; none is ever written by hand
    > mast             partials/mast.mustache, here still the one of {extends}
}}
{{> mast}}
<header class="issue"><h1>{{heading}}</h1>
{{> lost-note}}
<p class="links"><a href="{{url.home}}">{{words.nav.latest}}</a><a href="{{url.search}}">{{words.nav.search}}</a></p></header>
{{> foot}}
)"},
    {"words/en.yaml",
     R"(# Words that change; all others stay those of {extends}. words/de.yaml would hold the German ones.
not_found: {heading: There is no such page}
# A word of your own, for your own templates.
mine: {note: The address may have a mistake.}
)"},
}};

std::string filled(std::string_view text, const NewTheme& theme) {
  std::string out(text);
  for (const auto& [key, value] :
       {std::pair<std::string_view, std::string_view>{"{name}", theme.name},
        {"{extends}", theme.extends}}) {
    for (std::size_t at = 0; (at = out.find(key, at)) != std::string::npos; at += value.size()) {
      out.replace(at, key.size(), value);
    }
  }
  return out;
}

bool is_folder_name(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return !name.empty() && name.find_first_not_of(kAllowed) == std::string_view::npos &&
         name.front() != '-';
}

// Words that pages of this language show in English. Nothing for a language of other themes only.
void report_missing_words(const theme::Theme& theme, Diagnostics& problems) {
  if (theme.missing_words.empty() || !theme.words_path.ends_with("/" + theme.language + ".yaml"))
    return;
  std::string list;
  for (const std::string& word : theme.missing_words) list += (list.empty() ? "" : ", ") + word;
  problems.warning({theme.words_path}, counted(theme.missing_words.size(), "word") +
                                           " of the language '" + theme.language +
                                           "' missing, so pages show English: " + list);
}

std::string name_or_configured(const fs::path& root, const std::string& name) {
  if (!name.empty()) return name;
  Diagnostics ignored;  // mistakes of config.yaml are for 'check'
  return open_project(root, ignored).config.site.theme;
}

// Languages that the theme or one it extends has words for; English first.
std::vector<std::string> languages_of(const std::vector<fs::path>& roots) {
  std::set<std::string> found;
  for (const fs::path& root : roots) {
    for (const std::string& name : theme::theme_names(std::vector<fs::path>{root})) {
      for (const std::string& path : list_files(root / name / "words")) {
        if (path.ends_with(".yaml")) found.insert(path.substr(0, path.size() - 5));
      }
    }
  }
  found.erase("en");
  std::vector<std::string> languages = {"en"};
  languages.insert(languages.end(), found.begin(), found.end());
  return languages;
}

}  // namespace

int run_theme_new(const fs::path& root, const NewTheme& theme) {
  const Places places{root};
  if (!is_folder_name(theme.name)) {
    throw Error(ErrorKind::Usage, {},
                "'" + theme.name + "' cannot be a theme's name: use letters, digits, '-' and '_'");
  }
  const std::vector<fs::path> roots = theme_roots(places);
  const std::vector<std::string> names = theme::theme_names(roots);
  const auto is_there = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (!is_there(theme.extends)) {
    throw Error(ErrorKind::Theme, {},
                "there is no theme '" + theme.extends + "' to extend" +
                    suggestion(text::did_you_mean(theme.extends, names)));
  }
  const fs::path folder = places.themes() / theme.name;
  std::error_code error;
  if (is_there(theme.name) || fs::exists(folder, error)) {
    throw Error(ErrorKind::Usage, {display_path(folder), 0, 0},
                "there is a theme of this name already");
  }
  for (const StarterFile& file : kStarter) {
    write_file_atomically(folder / file.path, filled(file.text, theme));
  }
  print("a new theme in " + display_path(folder) + "/: " + counted(kStarter.size(), "file") +
        "\n"
        "next:\n"
        "  set 'theme: " +
        theme.name +
        "' below 'site:' in config.yaml\n"
        "  broadsheet serve, to see each change at once\n"
        "  broadsheet theme check " +
        theme.name + ", to find every mistake\n");
  return 0;
}

int run_theme_copy(const fs::path& root, const ThemeCopy& copy) {
  const Places places{root};
  const std::string wanted = name_or_configured(root, copy.name);
  const fs::path own = places.themes() / wanted;
  if (!is_folder_name(wanted) || !path_exists(own / "theme.yaml")) {
    throw Error(ErrorKind::Usage, {display_path(own), 0, 0},
                "this project has no theme '" + wanted +
                    "' of its own to copy files into; 'broadsheet theme new NAME' begins one, and "
                    "'site.theme' in config.yaml names it");
  }
  Diagnostics problems;
  const auto files = theme::theme_files(wanted, theme_roots(places), problems);
  if (report(problems, "nothing was copied")) return 1;
  std::vector<std::string> names;
  for (const auto& [path, file] : files) names.push_back(path);
  for (const std::string& path : copy.files) {
    const auto found = files.find(path);
    if (found == files.end()) {
      throw Error(ErrorKind::Usage, {},
                  "no theme that '" + wanted + "' extends has a file '" + path + "'" +
                      suggestion(text::did_you_mean(path, names)));
    }
    if (path_exists(own / path))
      throw Error(ErrorKind::Usage, {display_path(own / path), 0, 0}, "this file exists already");
  }
  for (const std::string& path : copy.files) {
    write_file_atomically(own / path, read_file(files.at(path)));
    print("copied " + display_path(files.at(path)) + " to " + display_path(own / path) + "\n");
  }
  return 0;
}

int run_theme_check(const fs::path& root, const std::string& name, Results results) {
  const Places places{root};
  Diagnostics problems, settings;
  const Project project = open_project(root, settings);
  if (report(settings, "no theme was checked")) return exit_code(ErrorKind::Config);
  const std::string wanted = name.empty() ? project.config.site.theme : name;
  const std::vector<fs::path> roots = theme_roots(places);
  const std::string& configured = project.config.site.language;
  std::vector<std::string> languages = languages_of(roots);
  if (std::find(languages.begin(), languages.end(), configured) == languages.end()) {
    languages.push_back(configured);
  }
  for (const std::string& language : languages) {
    Diagnostics found;
    const theme::Theme theme = theme::load_theme(wanted, roots, language, found);
    if (!theme.templates.empty()) {
      theme::check_theme(theme, found);
      theme::check_theme_files(theme, found);
    }
    problems.append_new(found);  // several languages find the same
    report_missing_words(theme, problems);
    if (language == configured && wanted == project.config.site.theme) {
      check_language(project, theme, problems);
    }
  }
  for (const Problem& problem : problems.problems()) {
    json::Object result = {{"kind", "problem"}};
    result.merge(object_of(problem));
    add_result(results, std::move(result));
  }
  print_result(problems.str());
  print("checked theme " + wanted + ": " +
        counted(static_cast<std::size_t>(problems.errors()), "error") + ", " +
        counted(static_cast<std::size_t>(problems.warnings()), "warning") + "\n");
  return problems.errors() > 0 ? 1 : 0;
}

}  // namespace broadsheet::app

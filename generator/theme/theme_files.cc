// check_theme_files(): unused files and words of a theme's own folder, and undefined properties.

#include <algorithm>
#include <set>

#include "theme/template_source.h"
#include "theme/theme.h"
#include "theme/theme_colours.h"
#include "theme/words.h"

namespace broadsheet::theme {
namespace {

// Names in templates and their partials.
struct Used {
  std::set<std::string> partials;
  std::set<std::string> words;
};

void add_used(const Theme& theme, const ThemeFile& file, Used& used) {
  Diagnostics ignored;  // flatten() reports them
  for (const Tag& tag : read_tags(file, ignored)) {
    if (tag.name.starts_with("words.")) used.words.insert(tag.name.substr(6));
    if (tag.kind != TagKind::Partial || !used.partials.insert(tag.name).second) continue;
    const auto partial = theme.partials.find(tag.name);
    if (partial != theme.partials.end()) add_used(theme, partial->second, used);
  }
}

Used used_by(const Theme& theme) {
  Used used;
  used.words = theme.script_words;
  for (const std::string& name : template_names()) {
    const auto file = theme.templates.find(name);
    if (file != theme.templates.end()) add_used(theme, file->second, used);
  }
  for (const auto& [word, text] : default_words()) {
    used.words.insert(word);
    if (!word.ends_with(".other")) continue;
    for (const char* form : {"few", "many"})  // of languages with more plurals than English
      used.words.insert(word.substr(0, word.size() - 5) + form);
  }
  return used;
}

void check_words(const Theme& theme, const Used& used, Diagnostics& problems) {
  const std::vector<std::string> known(used.words.begin(), used.words.end());
  for (const auto& [word, where] : theme.own_words) {
    if (used.words.count(word) > 0) continue;
    problems.warning(where, "nothing uses the word '" + word + "'" + suggestion(word, known));
  }
}

}  // namespace

void check_theme_files(const Theme& theme, Diagnostics& problems) {
  const std::string folder = theme.path.substr(0, theme.path.rfind('/') + 1);
  const auto is_own = [&](const ThemeFile& file) { return file.path.starts_with(folder); };
  const std::vector<std::string> pages(template_names().begin(), template_names().end());
  for (const auto& [name, file] : theme.templates) {
    if (!is_own(file) || std::find(pages.begin(), pages.end(), name) != pages.end()) continue;
    problems.warning({file.path}, "no page is made from '" + name + "'" + suggestion(name, pages));
  }
  const Used used = used_by(theme);
  const std::vector<std::string> partials(used.partials.begin(), used.partials.end());
  for (const auto& [name, file] : theme.partials) {
    if (!is_own(file) || used.partials.count(name) > 0) continue;
    problems.warning({file.path},
                     "no template uses the partial '" + name + "'" + suggestion(name, partials));
  }
  check_words(theme, used, problems);

  std::set<std::string> declared;
  for (const auto& [name, bytes] : theme.static_files) {
    if (name.ends_with(".css")) declared.merge(declared_properties(bytes));
  }
  for (const auto& [name, bytes] : theme.static_files) {
    if (!name.ends_with(".css")) continue;
    check_style({theme.static_paths.at(name), bytes}, declared, problems);
  }
}

}  // namespace broadsheet::theme

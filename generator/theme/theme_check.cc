// check_theme(): every tag against the keys that a view supplies, before anything is rendered.

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include "base/position.h"
#include "theme/template_source.h"
#include "theme/theme.h"
#include "theme/view_keys.h"

namespace broadsheet::theme {
namespace {

class Checker {
 public:
  Checker(const Theme& theme, const ConstantText& constants)
      : theme_(theme), constants_(constants) {}

  void check(const ThemeFile& file, const Shape& shape) {
    shapes_ = {&shape};
    walk(file);
  }

  const Diagnostics& found() const { return found_; }

 private:
  void walk(const ThemeFile& file) {
    // flatten() has reported what is badly nested.
    Diagnostics ignored;
    const std::vector<Tag> tags = read_tags(file, ignored);
    if (ignored.errors() > 0) return;
    std::vector<bool> pushed;
    for (const Tag& tag : tags) {
      switch (tag.kind) {
        case TagKind::Comment:
          break;
        case TagKind::Partial:
          enter(tag.name);
          break;
        case TagKind::Section:
          pushed.push_back(open(file, tag));
          break;
        case TagKind::Inverted:
          find(file, tag);
          pushed.push_back(false);
          break;
        case TagKind::End:
          if (pushed.back()) shapes_.pop_back();
          pushed.pop_back();
          break;
        case TagKind::Text:
        case TagKind::Html:
          variable(file, tag);
          break;
      }
    }
  }

  void enter(const std::string& partial) {
    const auto found = theme_.partials.find(partial);
    if (found == theme_.partials.end() || open_.count(partial) > 0) return;  // flatten() reports
    open_.insert(partial);
    walk(found->second);
    open_.erase(partial);
  }

  bool open(const ThemeFile& file, const Tag& tag) {
    const Key* key = find(file, tag);
    if (key == nullptr || key->shape == nullptr) return false;
    shapes_.push_back(key->shape);
    return true;
  }

  void variable(const ThemeFile& file, const Tag& tag) {
    if (constants_.count(tag.name) > 0) return;
    const Key* key = find(file, tag);
    if (key == nullptr) return;
    if (key->kind == KeyKind::Text && tag.kind == TagKind::Html) {
      report(file, tag, "'" + tag.name + "' is text: write it with two braces");
    } else if (key->kind == KeyKind::Html && tag.kind == TagKind::Text) {
      report(file, tag, "'" + tag.name + "' is HTML: write it with three braces");
    } else if (key->kind != KeyKind::Text && key->kind != KeyKind::Html) {
      report(file, tag,
             "'" + tag.name + "' is no text: use it as a section, {{#" + tag.name + "}}");
    }
  }

  // The key in the innermost part that has it; nullptr, and a report, when none has. Constants
  // have no key and are no mistake.
  const Key* find(const ThemeFile& file, const Tag& tag) {
    if (constants_.count(tag.name) > 0) return nullptr;
    const std::size_t dot = tag.name.find('.');
    const std::string head = tag.name.substr(0, dot);
    if (head == "words" || head == "asset" || head == "site" || head == "url") return nullptr;
    for (auto shape = shapes_.rbegin(); shape != shapes_.rend(); ++shape) {
      const Key* key = (*shape)->find(head);
      if (key == nullptr) continue;
      if (dot == std::string::npos) return key;
      const Key* inner =
          key->kind == KeyKind::Part ? key->shape->find(tag.name.substr(dot + 1)) : nullptr;
      if (inner != nullptr) return inner;
    }
    report(file, tag, "nothing supplies '" + tag.name + "' here" + suggestion(tag.name));
    return nullptr;
  }

  std::string suggestion(const std::string& name) const {
    std::vector<std::string> known;
    for (auto shape = shapes_.rbegin(); shape != shapes_.rend(); ++shape) {
      for (const Key& key : (*shape)->keys) known.push_back(key.name);
    }
    return theme::suggestion(name, known);
  }

  void report(const ThemeFile& file, const Tag& tag, const std::string& message) {
    const Position at = position_of(file.text, tag.begin);
    found_.error({file.path, at.line, at.column}, message, excerpt(file.text, at));
  }

  const Theme& theme_;
  const ConstantText& constants_;
  std::vector<const Shape*> shapes_;
  std::set<std::string> open_;
  Diagnostics found_;
};

}  // namespace

void check_theme(const Theme& theme, Diagnostics& problems) {
  const ConstantText constants = stand_ins(theme);
  // A partial that many templates use would report its mistake once for each of them.
  for (const std::string& name : template_names()) {
    const auto file = theme.templates.find(name);
    if (file == theme.templates.end() && is_optional_template(name)) continue;
    if (file == theme.templates.end()) {
      problems.error({theme.path}, "the theme has no " + name + ".mustache");
      continue;
    }
    Diagnostics sources;
    flatten(theme, name, constants, sources);
    problems.append_new(sources);
    Checker checker(theme, constants);
    checker.check(file->second, template_shape(name));
    problems.append_new(checker.found());
  }
}

}  // namespace broadsheet::theme

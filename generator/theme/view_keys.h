#pragma once
// The keys that each template gets, in one place: views fill them, check_theme() holds templates to
// them, docs/themes.md is made from them.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::theme {

struct Shape;

enum class KeyKind {
  Text,  ///< {{key}}; also as a section: entered when there is a text
  Html,  ///< {{{key}}}; also as a section
  Flag,  ///< only as a section
  Part,  ///< a section with keys of its own; left out when there is nothing to say
  List,  ///< a section with keys of its own, once for each item
};

struct Key {
  std::string name;
  KeyKind kind = KeyKind::Text;
  std::string meaning;           ///< for docs/themes.md
  const Shape* shape = nullptr;  ///< of a Part or List
};

/// A set of keys, always given together.
struct Shape {
  std::string name;  ///< of a template ("day") or of a part that several share ("score")
  std::vector<Key> keys;

  /// nullptr when there is none. Each list x brings a flag has_x that is found too.
  const Key* find(std::string_view key) const;
};

/// The keys at the top of the template of this name. Asserts that there is one.
const Shape& template_shape(std::string_view name);

/// Names that stand in every template and are the same on every page ("site.title", "url.home"),
/// with their meaning. Beside them there are "asset.<file of static/>" and "words.<key of the
/// language file>".
struct Constant {
  std::string name;
  std::string meaning;
};
const std::vector<Constant>& constants();

/// The reference part of docs/themes.md, as Markdown.
std::string describe_keys();

}  // namespace broadsheet::theme

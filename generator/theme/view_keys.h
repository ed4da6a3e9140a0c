#pragma once
// The keys of each template, listed once: views set them, check_theme() checks templates against
// them, and docs/themes.md is generated from them.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::theme {

struct Shape;

/// The template of the mail.
inline constexpr std::string_view kMailTemplate = "mail";

/// Whether a template makes a mail or a message and no page of the site. A theme need not have it.
bool is_delivery_template(std::string_view name);

/// Whether a site has the pages of a template only if its theme has the template. Themes without it
/// are older than these pages, or made for the mail and messages.
bool is_optional_template(std::string_view name);

enum class KeyKind {
  Text,  ///< {{key}}; also as a section: entered when there is a text
  Html,  ///< {{{key}}}; also as a section
  Flag,  ///< only as a section
  Part,  ///< a section with keys of its own; skipped if there is no value
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

  /// nullptr if there is none. A list x also has a flag has_x.
  const Key* find(std::string_view key) const;
};

/// The top-level keys of a template. Asserts that it exists.
const Shape& template_shape(std::string_view name);

/// Names that are the same on every page ("site.title", "url.home"), with their meaning. There are
/// also "asset.<file of static/>" and "words.<key of the language file>".
struct Constant {
  std::string name;
  std::string meaning;
};
const std::vector<Constant>& constants();

/// The reference part of docs/themes.md, as Markdown.
std::string describe_keys();

}  // namespace broadsheet::theme

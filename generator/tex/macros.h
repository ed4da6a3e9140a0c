#pragma once
// What the macros of TeX text do, one line each. Used by commands.cc only.

#include <string_view>

#include "tex/sink.h"

namespace broadsheet::tex {

/// What a macro does with what follows.
enum class Macro {
  Style,      ///< {text} in a style
  Switch,     ///< the rest of the group in a style
  Text,       ///< {text} as it is
  Option,     ///< [option]{text} as it is
  Second,     ///< {setting}{text}
  Key,        ///< [option]{key}: "[key]"
  Aside,      ///< {text}: " (text)"
  Reference,  ///< {key}: key
  Drop,       ///< nothing
  DropOne,    ///< {argument}: nothing
  Begin,      ///< {name}[option]: nothing, and of a table its {columns}
  Url,
  Href,
  Verbatim,
  Space,
  Item,
};

struct MacroEntry {
  std::string_view name;
  Macro macro;
  TexStyle style = TexStyle::Emphasis;
};

/// By name without its backslash; null for macros that are not known.
const MacroEntry* find_macro(std::string_view name);

}  // namespace broadsheet::tex

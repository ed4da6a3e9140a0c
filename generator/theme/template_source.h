#pragma once
// The source of a template: its tags with their positions, and its text with partials, words and
// all other constants inserted, so that the engine handles neither.

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "theme/theme.h"
#include "theme/view_keys.h"

namespace broadsheet::theme {

/// The end of a message: "; did you mean 'x'?" for the nearest of `known`, or an empty string.
std::string suggestion(std::string_view name, const std::vector<std::string>& known);

enum class TagKind { Text, Html, Section, Inverted, End, Partial, Comment };

struct Tag {
  TagKind kind = TagKind::Text;
  std::string name;       ///< trimmed; empty for a comment
  std::size_t begin = 0;  ///< byte offsets into the file
  std::size_t end = 0;
};

/// The tags of one file, in order. Reports unclosed tags, sections that are not closed or closed in
/// the wrong order, and a change of delimiters, which is not supported.
std::vector<Tag> read_tags(const ThemeFile& file, Diagnostics& problems);

/// Values of "site.title", "url.home", "asset.theme.css", "words.next_day": text, not escaped.
using ConstantText = std::map<std::string, std::string>;

/// The words of a theme, and placeholders for the URLs of its static files and for every constant
/// of constants(): enough to check templates.
ConstantText stand_ins(const Theme& theme);

/// Template `name` with partials and constants inserted, and without comments, indentation and
/// empty lines. Reports unknown partials and constants, with a suggestion, and recursive partials.
std::string flatten(const Theme& theme, const std::string& name, const ConstantText& constants,
                    Diagnostics& problems);

}  // namespace broadsheet::theme

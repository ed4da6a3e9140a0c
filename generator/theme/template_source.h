#pragma once
// A template's text: its tags with their places, and the text with everything put in that is the
// same on every page, so that the engine sees neither partials nor words.

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

/// The end of a message: "; did you mean 'x'?" for the nearest of `known`, or nothing.
std::string suggestion(std::string_view name, const std::vector<std::string>& known);

enum class TagKind { Text, Html, Section, Inverted, End, Partial, Comment };

struct Tag {
  TagKind kind = TagKind::Text;
  std::string name;       ///< trimmed; of a comment, nothing
  std::size_t begin = 0;  ///< byte offsets into the file
  std::size_t end = 0;
};

/// The tags of one file in order. Reports tags that are not closed, sections that are not closed
/// or closed in the wrong order, and a change of delimiters, which is not supported.
std::vector<Tag> read_tags(const ThemeFile& file, Diagnostics& problems);

/// What is put in for "site.title", "url.home", "asset.theme.css", "words.next_day": text, not yet
/// escaped.
using ConstantText = std::map<std::string, std::string>;

/// The words and static files of a theme with stand-in URLs, and every constant of constants()
/// with a stand-in text: enough to check templates.
ConstantText stand_ins(const Theme& theme);

/// Template `name` with partials and constants put in, comments and indentation dropped. Reports
/// unknown partials and partials that hold themselves, with a suggestion.
std::string flatten(const Theme& theme, const std::string& name, const ConstantText& constants,
                    Diagnostics& problems);

}  // namespace broadsheet::theme

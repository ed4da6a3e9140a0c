#pragma once
// What an own page is called.

#include <string>
#include <string_view>

#include "render/input/site_input.h"
#include "theme/words.h"

namespace broadsheet::render {

/// The heading of level 1 at the beginning of the Markdown; else the title of the front matter;
/// else the page's name.
std::string page_heading(const FreePage& page);

/// The Markdown after that heading.
std::string_view page_body(const FreePage& page);

/// How menus and lists name a page: by its title.
std::string page_label(const FreePage& page, const theme::Words& words);

}  // namespace broadsheet::render

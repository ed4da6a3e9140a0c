#pragma once
// Pages of content/pages as HTML: maths, footnotes, anchors of headings, links to other sources.

#include <string>

#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "theme/words.h"

namespace broadsheet::render {

/// The text of a page after its heading. Formulas ($...$, $$...$$) are markup of
/// `SiteInput::maths`. Every heading has an id from its text. A relative link to another page's
/// source ("setup.md") or to a file beside it leads to its address; a link from the root
/// ("/months/") honours `base_url`.
std::string own_page_html(const SiteInput& input, const Routes& routes, const theme::Words& words,
                          const FreePage& page);

}  // namespace broadsheet::render

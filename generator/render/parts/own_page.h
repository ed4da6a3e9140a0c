#pragma once
// Pages of content/pages as HTML: maths, footnotes, anchors of headings, links to other sources.

#include <string>

#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "theme/words.h"

namespace broadsheet::render {

/// How a text is fitted into a page.
struct TextPlace {
  int heading_shift = 0;       ///< "## x" becomes <h2+shift>
  std::string id_prefix = {};  ///< of the ids of headings
  bool link_papers = false;    ///< addresses of papers in the library lead to their pages
};

/// The text of a page after its heading. Formulas ($...$, $$...$$) are markup of
/// `SiteInput::maths`. Every heading has an id from its text. A relative link to another page's
/// source ("setup.md") or to a file beside it leads to its address; a link from the root
/// ("/months/") honours `base_url`.
std::string own_page_html(const SiteInput& input, const Routes& routes, const theme::Words& words,
                          const FreePage& page, const TextPlace& place = {});

}  // namespace broadsheet::render

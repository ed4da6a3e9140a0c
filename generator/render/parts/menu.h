#pragma once
// The menu and the footer: sections of the site, own pages, files, other addresses.

#include <string>
#include <vector>

#include "render/input/routes.h"
#include "render/input/site_input.h"
#include "theme/words.h"

namespace broadsheet::render {

struct MenuLink {
  std::string target;  ///< name of a section or page; empty for others
  std::string label;
  std::string url;
};

/// The entries of config.yaml, without sections that this site does not have, and then the own
/// pages whose front matter puts them there, by order and title.
std::vector<MenuLink> menu_links(const SiteInput& input, const Routes& routes,
                                 const theme::Words& words, PageMenu menu);

/// Whether an entry of menu or footer can be followed: a section, an own page, a file ("/cv.pdf"),
/// or an address with a scheme and a label.
/// @return what is wrong, with a suggestion; or an empty text
std::string wrong_menu_entry(const config::MenuEntry& entry, const std::vector<FreePage>& pages,
                             const std::vector<OwnFile>& files);

}  // namespace broadsheet::render

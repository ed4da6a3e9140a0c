#pragma once
// Checks a built site: the limits of GitHub Pages, and internal links.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/diagnostics.h"
#include "publish/site_files.h"

namespace broadsheet::publish {

/// Limits in bytes. Source:
/// https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
struct PagesLimits {
  std::uint64_t site = 1'000'000'000;
  std::uint64_t file = 100'000'000;
  int warn_percent = 80;
};

struct PagesSummary {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::size_t pages = 0;  ///< HTML files
  std::size_t links = 0;  ///< internal ones, each occurrence counted
};

/// Checks sizes (a warning from 80 % of a limit), .nojekyll and CNAME.
/// @param cname  the configured domain, or empty
PagesSummary check_pages(const SiteFiles& site, const std::string& cname, const PagesLimits& limits,
                         Diagnostics& problems);

/// Every address in HTML (href, src, srcset, action, poster) and style sheets (url) that stays on
/// the site leads to a file of it, and every "#part" to an element with that id. A target that is
/// missing is reported once, at its first occurrence, with the number of places that name it. As on
/// GitHub Pages "/a" leads to a, a.html or a/index.html.
/// @param base_url  "https://user.github.io/digest", "/digest" or "": addresses that begin with it
/// stay on the site, and
///                  those that begin with a slash must begin with its path
PagesSummary check_links(const SiteFiles& site, const std::string& base_url, Diagnostics& problems);

}  // namespace broadsheet::publish

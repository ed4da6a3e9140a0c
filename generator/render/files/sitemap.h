#pragma once
// sitemap.xml, robots.txt and .nojekyll. Source: https://www.sitemaps.org/protocol.html

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/output.h"
#include "model/calendar.h"
#include "render/input/routes.h"

namespace broadsheet::render {

/// A page that search engines may list.
struct SitemapPage {
  Route route;
  std::optional<Day> changed;  ///< newest day that shows on the page; left out when unknown
};

/// The most URLs that one file may hold.
inline constexpr std::size_t kSitemapLimit = 50000;

/// The files that so many pages need: sitemap.xml, and above `limit` its parts.
std::vector<std::string> sitemap_paths(std::size_t pages, std::size_t limit = kSitemapLimit);

/// Writes sitemap.xml, in the order given. Above `limit` pages they go to sitemap-1.xml and on,
/// and sitemap.xml lists these. Without a base_url the locations are paths, which search
/// engines do not read.
void write_sitemap(const Routes& routes, const std::vector<SitemapPage>& pages, OutputSink& sink,
                   std::size_t limit = kSitemapLimit);

/// robots.txt (all may read all; where the sitemap is) and .nojekyll (GitHub Pages serves the
/// files as they are).
void write_robots(const Routes& routes, OutputSink& sink);

}  // namespace broadsheet::render

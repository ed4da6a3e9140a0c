#include "render/files/sitemap.h"

#include <algorithm>
#include <string>

#include "text/escape.h"

namespace broadsheet::render {
namespace {

constexpr std::string_view kXmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kNamespace = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

std::string location(const Routes& routes, const Route& route) {
  return "<loc>" + text::escape_xml(routes.absolute(route)) + "</loc>";
}

std::string url_set(const Routes& routes, const SitemapPage* begin, const SitemapPage* end) {
  std::string xml(kXmlHead);
  xml += "<urlset";
  xml += kNamespace;
  for (const SitemapPage* page = begin; page != end; ++page) {
    xml += "<url>" + location(routes, page->route);
    if (page->changed) xml += "<lastmod>" + page->changed->str() + "</lastmod>";
    xml += "</url>\n";
  }
  return xml + "</urlset>\n";
}

std::string part_path(std::size_t number) { return "sitemap-" + std::to_string(number) + ".xml"; }

}  // namespace

std::vector<std::string> sitemap_paths(std::size_t pages, std::size_t limit) {
  std::vector<std::string> paths = {"sitemap.xml"};
  const std::size_t parts = pages <= limit ? 0 : (pages + limit - 1) / limit;
  for (std::size_t number = 1; number <= parts; ++number) paths.push_back(part_path(number));
  return paths;
}

void write_sitemap(const Routes& routes, const std::vector<SitemapPage>& pages, OutputSink& sink,
                   std::size_t limit) {
  const SitemapPage* const begin = pages.data();
  if (pages.size() <= limit) {
    sink.write("sitemap.xml", url_set(routes, begin, begin + pages.size()));
    return;
  }
  std::string index(kXmlHead);
  index += "<sitemapindex";
  index += kNamespace;
  for (std::size_t first = 0; first < pages.size(); first += limit) {
    const std::size_t last = std::min(pages.size(), first + limit);
    const Route part = Routes::file(part_path(first / limit + 1));
    sink.write(part.output_path(), url_set(routes, begin + first, begin + last));
    index += "<sitemap>" + location(routes, part) + "</sitemap>\n";
  }
  sink.write("sitemap.xml", index + "</sitemapindex>\n");
}

void write_robots(const Routes& routes, OutputSink& sink) {
  sink.write("robots.txt", "User-agent: *\nAllow: /\n\nSitemap: " +
                               routes.absolute(Routes::file("sitemap.xml")) + "\n");
  sink.write(".nojekyll", "");
}

}  // namespace broadsheet::render

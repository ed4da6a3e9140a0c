#include "render/parts/menu.h"

#include <algorithm>
#include <tuple>

#include "base/edit_distance.h"
#include "base/url_path.h"
#include "render/files/feeds.h"
#include "render/input/page_title.h"
#include "text/escape.h"

namespace broadsheet::render {
namespace {

/// A part of the site that every menu may name.
struct MenuSection {
  std::string_view name;
  std::string_view word;  ///< of the theme
  Route (*route)();
  bool (*there)(const SiteInput&);
};

constexpr auto kAlways = [](const SiteInput&) { return true; };

constexpr MenuSection kSections[] = {
    {"latest", "nav.latest", Routes::home, kAlways},
    {"months", "nav.months", Routes::months, kAlways},
    {"topics", "nav.topics", Routes::topics,
     [](const SiteInput& input) { return !input.config.topics.empty(); }},
    {"trends", "nav.trends", Routes::trends,
     [](const SiteInput& input) { return !input.trends.empty(); }},
    {"search", "nav.search", Routes::search, kAlways},
    {"starred", "nav.starred", Routes::starred, kAlways},
    {"feed", "footer.feed", [] { return day_feed_files().atom; }, kAlways},
    {"json_feed", "footer.json_feed", [] { return day_feed_files().json; }, kAlways},
    {"authors", "footer.authors", Routes::authors,
     [](const SiteInput& input) { return !input.config.authors.empty(); }},
};

const MenuSection* section_called(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kSections), std::end(kSections),
                                         [&](const auto& one) { return one.name == name; });
  return found == std::end(kSections) ? nullptr : found;
}

const FreePage* page_called(std::string_view name, const std::vector<FreePage>& pages) {
  const auto found =
      std::find_if(pages.begin(), pages.end(), [&](const auto& page) { return page.name == name; });
  return found == pages.end() ? nullptr : &*found;
}

}  // namespace

std::vector<MenuLink> menu_links(const SiteInput& input, const Routes& routes,
                                 const theme::Words& words, PageMenu menu) {
  const config::SiteConfig& site = input.config.site;
  std::vector<MenuLink> links;
  for (const config::MenuEntry& entry : menu == PageMenu::Main ? site.menu : site.footer) {
    MenuLink link{.target = entry.to, .label = entry.label, .url = entry.to};
    const FreePage* page = page_called(entry.to, input.pages);
    if (const MenuSection* section = section_called(entry.to)) {
      if (!section->there(input)) continue;
      if (link.label.empty()) link.label = words(section->word);
      link.url = routes.url(section->route());
    } else if (page != nullptr) {
      if (link.label.empty()) link.label = page_label(*page, words);
      link.url = routes.url(Routes::page(page->name));
    } else if (entry.to.starts_with('/')) {
      link.url = routes.url(Routes::file(entry.to.substr(1)));
    }
    links.push_back(std::move(link));
  }
  std::vector<const FreePage*> pages;
  for (const FreePage& page : input.pages) {
    const bool listed = std::any_of(links.begin(), links.end(),
                                    [&](const auto& link) { return link.target == page.name; });
    if (page.menu == menu && !listed) pages.push_back(&page);
  }
  std::stable_sort(pages.begin(), pages.end(), [&](const auto* one, const auto* other) {
    return std::pair(one->order, page_label(*one, words)) <
           std::pair(other->order, page_label(*other, words));
  });
  for (const FreePage* page : pages) {
    links.push_back({.target = page->name,
                     .label = page_label(*page, words),
                     .url = routes.url(Routes::page(page->name))});
  }
  return links;
}

std::string wrong_menu_entry(const config::MenuEntry& entry, const std::vector<FreePage>& pages,
                             const std::vector<OwnFile>& files) {
  const std::string& to = entry.to;
  const bool is_address = has_scheme(to);
  if (is_address && !text::is_safe_url(to)) return "'" + to + "' is not a safe address";
  if (is_address || to.starts_with('/')) {
    const bool there =
        is_address || std::any_of(files.begin(), files.end(),
                                  [&](const OwnFile& file) { return "/" + file.path == to; });
    if (!there) {
      std::vector<std::string> paths;
      for (const OwnFile& file : files) paths.push_back("/" + file.path);
      return "there is no file '" + to + "' in content/static or beside a page" +
             suggestion(nearest_word(to, paths));
    }
    return entry.label.empty() ? "'" + to + "' needs a 'label'" : "";
  }
  if (section_called(to) != nullptr || page_called(to, pages) != nullptr) return "";
  std::vector<std::string> known;
  for (const MenuSection& section : kSections) known.emplace_back(section.name);
  for (const FreePage& page : pages) known.push_back(page.name);
  const auto near = nearest_word(to, known);
  std::string names;
  for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
  return "there is no section and no page '" + to + "'" +
         (near ? suggestion(near) : "; known are " + names);
}

}  // namespace broadsheet::render

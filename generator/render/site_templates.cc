#include "render/site_templates.h"

#include <algorithm>

#include "base/hash.h"
#include "render/files/feeds.h"
#include "theme/template_source.h"
#include "theme/view_keys.h"

namespace broadsheet::render {
namespace {

theme::ConstantText constant_text(const SiteInput& input, const Routes& routes) {
  const config::SiteConfig& site = input.config.site;
  const bool has_about = std::any_of(input.pages.begin(), input.pages.end(),
                                     [](const FreePage& page) { return page.name == "about"; });
  const auto url_if = [&](bool there, const Route& route) {
    return there ? routes.url(route) : std::string();
  };
  theme::ConstantText text = {
      {"site.title", site.title},
      {"site.tagline", site.tagline},
      {"site.description", site.description},
      {"site.author", site.author},
      {"site.language", site.language},
      {"site.sample", input.config.sample ? "true" : ""},
      {"url.home", routes.url(Routes::home())},
      {"url.months", routes.url(Routes::months())},
      {"url.search", routes.url(Routes::search())},
      {"url.topics", url_if(!input.config.topics.empty(), Routes::topics())},
      {"url.trends", url_if(!input.trends.empty(), Routes::trends())},
      {"url.authors", url_if(!input.config.authors.empty(), Routes::authors())},
      {"url.starred", routes.url(Routes::starred())},
      {"url.feed", routes.url(day_feed_files().atom)},
      {"url.json_feed", routes.url(day_feed_files().json)},
      {"url.about", url_if(has_about, Routes::page("about"))},
      {"url.arxiv", "https://arxiv.org/"},
  };
  for (const auto& [name, bytes] : input.theme.static_files) {
    text["asset." + name] = routes.url(asset_route(name, bytes));
  }
  for (const auto& [name, word] : input.theme.words) text["words." + name] = word;
  return text;
}

}  // namespace

Route asset_route(const std::string& name, std::string_view bytes) {
  const std::size_t dot = name.rfind('.');
  const std::size_t slash = name.rfind('/');
  const bool has_suffix = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  const std::string stem = has_suffix ? name.substr(0, dot) : name;
  const std::string suffix = has_suffix ? name.substr(dot) : "";
  return Routes::file("assets/" + stem + "." + hash_hex(bytes, 8) + suffix);
}

SiteTemplates site_templates(const SiteInput& input, const Routes& routes, Diagnostics& problems) {
  const theme::ConstantText constants = constant_text(input, routes);
  SiteTemplates templates;
  for (const std::string& name : theme::template_names()) {
    if (theme::is_delivery_template(name)) continue;
    if (theme::is_optional_template(name) && !input.theme.templates.contains(name)) continue;
    const int errors_before = problems.errors();
    const std::string source = flatten(input.theme, name, constants, problems);
    if (problems.errors() == errors_before) templates.emplace(name, theme::Template(source));
  }
  return templates;
}

std::optional<theme::Template> delivery_template(const std::string& name, const SiteInput& input,
                                                 const Routes& routes, Diagnostics& problems) {
  if (!input.theme.templates.contains(name)) {
    problems.error({input.theme.path}, "the theme has no " + name + ".mustache");
    return std::nullopt;
  }
  const int errors_before = problems.errors();
  const std::string source = flatten(input.theme, name, constant_text(input, routes), problems);
  if (problems.errors() > errors_before) return std::nullopt;
  return theme::Template(source);
}

}  // namespace broadsheet::render

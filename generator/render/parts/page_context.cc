#include "render/parts/page_context.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "model/rhythm.h"
#include "render/files/feeds.h"
#include "render/files/share_image.h"
#include "render/parts/menu.h"
#include "render/parts/paper_parts.h"
#include "render/parts/score_map.h"
#include "text/escape.h"
#include "theme/view_keys.h"

namespace broadsheet::render {
namespace {

// Of each template; a mistake in a view is in all views of the template or in some unusual ones.
constexpr std::size_t kCheckedViews = 100;

std::vector<theme::View> menu_views(const PageContext& context, PageMenu menu,
                                    const std::string& section) {
  std::vector<theme::View> items;
  for (const MenuLink& link : menu_links(context.input, context.routes, context.words, menu)) {
    items.push_back(link_view(link.label, link.url));
    if (menu == PageMenu::Main) items.back().flag("current", link.target == section);
  }
  return items;
}

theme::View alternate(std::string_view type, std::string_view label, std::string_view url) {
  theme::View view;
  view.text("type", type).text("label", label).text("url", url);
  return view;
}

theme::View meta(std::string_view name, std::string_view content) {
  theme::View view;
  view.text("name", name).text("content", content);
  return view;
}

// A property of Open Graph and the meta name that has the same content; "" for none.
theme::View property(std::string_view name, std::string_view content, std::string_view also = {}) {
  theme::View view = meta(name, content);
  view.text("meta", also);
  return view;
}

// https://ogp.me: what messengers show of a link to the page.
std::vector<theme::View> open_graph(const PageContext& context, const PageHead& head,
                                    const std::string& title, const std::string& description) {
  std::vector<theme::View> views;
  views.push_back(property("og:type", head.article ? "article" : "website"));
  views.push_back(property("og:site_name", context.config.site.title));
  views.push_back(property("og:title", title, head.paper ? "citation_title" : ""));
  views.push_back(property("og:description", description, "description"));
  if (head.route && !context.routes.base_url().empty()) {
    // Of papers, most pages of a site, the canonical link and the image itself state three.
    if (!head.paper) views.push_back(property("og:url", context.routes.absolute(*head.route)));
    const Route image = head.month ? share_image_file(*head.month) : share_image_file();
    views.push_back(property("og:image", context.routes.absolute(image)));
    if (!head.paper) {
      views.push_back(property("og:image:width", std::to_string(kShareImageWidth)));
      views.push_back(property("og:image:height", std::to_string(kShareImageHeight)));
    }
    views.push_back(property(
        "og:image:alt",
        head.month
            ? context.words.fill("share.month", {{"month", context.words.month(*head.month)}})
            : context.words("share.site")));
  }
  return views;
}

// What the footer says of scores.
std::string scores_note(const PageContext& context) {
  if (context.usual_sum) return context.words("footer.scores");
  if (config::ScoreConfig{}.score_formula == context.config.score.score_formula) {
    return context.words("footer.stated_scores");
  }
  return context.words.fill("footer.formula", {{"formula", context.config.score.score_formula}});
}

// "Metadata from arXiv (CC0) and bioRxiv; not endorsed by arXiv and bioRxiv.": of the library.
std::string sources_note(const PageContext& context) {
  std::set<IdScheme> schemes;
  for (const Digest& digest : context.library.digests()) {
    for (const Entry& entry : digest.papers) schemes.insert(entry.id.scheme());
  }
  if (schemes.empty()) schemes.insert(IdScheme::Arxiv);
  std::vector<std::string> services, names;
  for (const IdScheme scheme : schemes) {
    names.push_back(scheme == IdScheme::Doi ? context.words("footer.publishers")
                                            : std::string(service_name(scheme)));
    services.push_back(names.back() + (scheme == IdScheme::Arxiv ? " (CC0)" : ""));
  }
  return context.words.fill("footer.sources", {{"services", context.words.list(services)},
                                               {"names", context.words.list(names)}});
}

// Values that pages of one section have in common.
theme::View shared_view(const PageContext& context, const std::string& section) {
  theme::View view;
  view.list("nav", menu_views(context, PageMenu::Main, section));
  view.list("footer", menu_views(context, PageMenu::Footer, section));
  std::vector<theme::View> feeds;
  const FeedFiles files = day_feed_files();
  const std::string& title = context.config.site.title;
  feeds.push_back(alternate("application/atom+xml", title, context.url(files.atom)));
  feeds.push_back(alternate("application/feed+json", title, context.url(files.json)));
  view.list("feeds", std::move(feeds));
  view.flag("scored", context.any_scores);
  view.text("scores_note", scores_note(context));
  view.text("sources_note", sources_note(context));
  return view;
}

}  // namespace

PageContext::PageContext(const SiteInput& site, const Routes& site_routes,
                         std::map<std::string, theme::Template, std::less<>> templates)
    : input(site),
      library(site.library),
      config(site.config),
      routes(site_routes),
      words(site.theme),
      texts(site),
      scores(site.library),
      usual_sum(are_usual_sums(site.library, site.config.score.score_formula)),
      bands(site.library, usual_sum),
      any_scores(std::any_of(library.digests().begin(), library.digests().end(), has_scores)),
      weekly(is_weekly(library)),
      weeks(site.config.site.weeks && site.theme.templates.contains("week")
                ? weeks_of(library)
                : std::vector<LibraryWeek>()),
      templates_(std::move(templates)) {
  for (const Digest& digest : library.digests()) scored_.push_back(has_scores(digest));
}

std::string PageContext::print(std::string_view name, const theme::View& view,
                               const std::string& section) {
  const auto found = shared_.find(section);
  const theme::View& shared =
      found != shared_.end() ? found->second
                             : shared_.emplace(section, shared_view(*this, section)).first->second;
#ifndef NDEBUG
  const bool check = checked_[name]++ < kCheckedViews;
  const std::vector<std::string> wrong =
      check ? differences(view, shared, theme::template_shape(name)) : std::vector<std::string>();
  if (!wrong.empty()) throw std::logic_error("view: " + wrong.front());
#endif
  return templates_.find(name)->second.render(view, shared);
}

std::string PageContext::search_url(std::string_view query) const {
  return url(Routes::search()) + "?q=" + text::escape_url(query);
}

std::string PageContext::author_search_url(std::string name) const {
  std::erase(name, '"');  // a quote inside a name would end the phrase
  return search_url("author:\"" + name + "\"");
}

theme::Html PageContext::card(const Appearance& at) {
  theme::Html& card = cards_[{at.digest, at.entry}];
  if (card.text.empty()) card.text = print("card", card_view(*this, at));
  return card;
}

theme::Html PageContext::brief(const Appearance& at) {
  return {print("brief", card_view(*this, at))};
}

bool PageContext::prints(std::string_view name, std::string_view key) const {
  return templates_.find(name)->second.has_tag(key);
}

theme::Html PageContext::history_map(std::size_t digest, std::optional<std::pair<int, int>> here) {
  const auto [relevance, novelty] = here.value_or(std::pair(-1, -1));
  theme::Html& map = maps_[{digest, relevance, novelty}];
  if (map.text.empty())
    map = score_map(*this, scores.cells(digest), words("map.all_caption"), here);
  return map;
}

theme::View page_view(const PageContext& context, const PageHead& head) {
  const config::SiteConfig& site = context.config.site;
  const std::string& title = head.title.empty() ? head.heading : head.title;
  const bool is_home = head.route && head.route->path.empty();
  theme::View view;
  view.text("heading", head.heading);
  view.text("title", is_home ? title : title + " · " + site.title);
  const std::string& description = head.description.empty() ? title : head.description;
  view.text("description", description);
  const bool has_address = head.route && !context.routes.base_url().empty();
  view.text("canonical", has_address ? context.routes.absolute(*head.route) : "");
  view.flag("noindex", head.noindex);
  view.flag("sample", head.sample);

  view.list("open_graph", open_graph(context, head, title, description));
  std::vector<theme::View> all_meta;
  if (has_address) all_meta.push_back(meta("twitter:card", "summary_large_image"));
  for (const auto& [name, content] : head.meta) all_meta.push_back(meta(name, content));
  view.list("meta", std::move(all_meta));

  std::vector<theme::View> alternates;
  for (const PageHead::Alternate& item : head.alternates) {
    alternates.push_back(alternate(item.type, item.label, context.url(item.route)));
  }
  view.list("alternates", std::move(alternates));
  return view;
}

theme::View link_view(std::string_view label, std::string_view url) {
  theme::View view;
  view.text("label", label).text("url", url);
  return view;
}

theme::View week_link(const PageContext& context, Week week) {
  const std::string number = std::to_string(week.number());
  return link_view(context.words.fill("week.name", {{"n", number}}),
                   context.url(Routes::week(week)));
}

theme::View notice_view(std::string_view lead, std::string_view text, const Link& link) {
  theme::View view;
  view.text("lead", lead).text("text", text);
  if (link.label.empty()) {
    view.no_part("link");
  } else {
    view.part("link", link_view(link.label, link.url));
  }
  return view;
}

Link last_complete_link(const PageContext& context, std::size_t digest) {
  while (digest-- > 0) {
    const Digest& earlier = context.library.digests()[digest];
    if (earlier.status != DayStatus::Complete || earlier.papers.empty()) continue;
    const std::string date = context.words.date(earlier.date, theme::DateStyle::Full);
    return {.label = context.words.fill("day.last_complete", {{"date", date}}),
            .url = context.url(Routes::day(earlier.date))};
  }
  return {};
}

}  // namespace broadsheet::render

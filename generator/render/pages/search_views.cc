// The search page and saved searches.
#include <utility>

#include "json/writer.h"
#include "render/files/feeds.h"
#include "render/pages/views.h"
#include "render/parts/paper_parts.h"

namespace broadsheet::render {
namespace {

std::vector<theme::View> saved_search_cards(const PageContext& context) {
  std::vector<theme::View> views;
  for (const SavedSearchResult& search : context.input.searches) {
    theme::View& view = views.emplace_back();
    view.text("label", search.name);
    view.text("url", context.url(Routes::saved_search(search.slug)));
    view.text("query", search.query);
    view.text("count", context.words.count("papers", static_cast<std::int64_t>(search.total)));
  }
  return views;
}

// The data of themes/shared/search/wording.js: words in the page's language and labels of topics.
theme::Html search_data(const PageContext& context) {
  json::Object words;
  const auto& all = context.input.theme.words;
  constexpr std::string_view kPrefix = "search_client.";
  for (auto it = all.lower_bound(kPrefix); it != all.end() && it->first.starts_with(kPrefix);
       ++it) {
    words.add(std::string_view(it->first).substr(kPrefix.size()), it->second);
  }
  json::List topics;
  for (std::size_t t = 0; t < context.config.topics.size(); ++t) {
    const config::TopicConfig& topic = context.config.topics[t];
    topics.push_back(
        json::Object{{"id", topic.id}, {"label", topic.label}, {"class", topic_class(t)}});
  }
  json::Writer out(json::Layout::Compact, json::Escapes::Script);
  out.open('{').key("words").value(words).key("topics").value(topics).close('}');
  return {std::move(out).finish()};
}

}  // namespace

theme::View search_view(const PageContext& context) {
  const theme::Words& words = context.words;
  PageHead head;
  head.heading = words("nav.search");
  head.description = words.fill(
      "home.placeholder", {{"papers", words.count("papers", std::ssize(context.library.papers()))},
                           {"days", words.count("days", std::ssize(context.library.digests()))}});
  head.route = Routes::search();
  theme::View view = page_view(context, head);
  view.text("placeholder", head.description);
  view.text("client_url", context.url(Routes::file("search/main.js")));
  view.html("data", search_data(context));
  view.list("years", year_rows(context));
  std::vector<theme::View> topics;
  for (const config::TopicConfig& topic : context.config.topics) {
    topics.emplace_back().text("id", topic.id).text("label", topic.label);
  }
  view.list("topics", std::move(topics));
  view.list("searches", saved_search_cards(context));
  return view;
}

theme::View saved_search_view(PageContext& context, const SavedSearchResult& search) {
  const Route route = Routes::saved_search(search.slug);
  PageHead head;
  head.heading = search.name;
  head.route = route;
  const FeedFiles feeds = paper_feed_files(route.path);
  head.alternates = {{"application/atom+xml", search.name, feeds.atom},
                     {"application/feed+json", search.name, feeds.json}};
  head.description =
      context.words.count("saved_search.note", static_cast<std::int64_t>(search.total));
  std::vector<Appearance> papers;
  for (const std::size_t index : search.papers) {
    papers.push_back(context.library.papers()[index].appearances.front());
  }
  theme::View view = page_view(context, head);
  view.text("note", head.description);
  view.text("feed_url", context.url(feeds.atom));
  view.text("query", search.query);
  view.text("search_url", context.search_url(search.query) + "&sort=date");
  view.list("papers", card_list(context, papers));
  return view;
}

}  // namespace broadsheet::render

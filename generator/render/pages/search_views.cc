// The search page and saved searches.
#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "json/writer.h"
#include "render/files/feeds.h"
#include "render/pages/views.h"
#include "render/parts/paper_parts.h"
#include "tex/text.h"
#include "text/normalize.h"
#include "text/tokenize.h"

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

// The data of themes/shared/search/wording.js: words in the page's language, labels of topics and
// the feeds of saved searches.
theme::Html search_data(const PageContext& context) {
  json::Object words;
  const auto& all = context.input.theme.words;
  constexpr std::string_view kPrefix = "search_client.";
  for (auto it = all.lower_bound(kPrefix); it != all.end() && it->first.starts_with(kPrefix);
       ++it) {
    words.add(std::string_view(it->first).substr(kPrefix.size()), it->second);
  }
  if (!context.any_scores) words.set("fewer", context.words("search.fewer_unscored"));
  json::List topics;
  for (std::size_t t = 0; t < context.config.topics.size(); ++t) {
    const config::TopicConfig& topic = context.config.topics[t];
    topics.push_back(
        json::Object{{"id", topic.id}, {"label", topic.label}, {"class", topic_class(t)}});
  }
  json::List searches;
  for (const SavedSearchResult& search : context.input.searches) {
    const FeedFiles feeds = paper_feed_files(Routes::saved_search(search.slug).path);
    searches.push_back(json::Object{
        {"name", search.name}, {"query", search.query}, {"feed", context.url(feeds.atom)}});
  }
  json::Writer out(json::Layout::Compact, json::Escapes::Script);
  out.open('{').key("words").value(words).key("topics").value(topics);
  out.key("searches").value(searches).close('}');
  return {std::move(out).finish()};
}

/// The two longest words of a title that are side by side, for tips on the query language. Words of
/// scripts without spaces are none that somebody would type.
std::optional<std::pair<std::string, std::string>> word_pair(std::string_view title) {
  const std::vector<text::Word> words = text::tokenize(text::fold(tex::tex_to_plain(title)));
  constexpr std::size_t kShortest = 4;
  const auto typed = [](const text::Word& word) {
    return text::has_letter(word.text) && !word.tied && word.text.size() >= kShortest &&
           word.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  };
  std::optional<std::pair<std::string, std::string>> best;
  std::size_t longest = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const text::Word &first = words[i - 1], &second = words[i];
    if (!typed(first) || !typed(second) || first.text == second.text) continue;
    if (first.text.size() + second.text.size() <= longest) continue;
    longest = first.text.size() + second.text.size();
    best = {first.text, second.text};
  }
  return best;
}

/// Examples of queries that find something: those of the newest papers.
theme::View search_example(const PageContext& context) {
  theme::View view;
  std::string first, second, author, category, number;
  const auto take = [](std::string& example, const std::string& found) {
    if (example.empty()) example = found;
  };
  const std::span<const Digest> digests = context.library.digests();
  const auto newest = std::find_if(digests.rbegin(), digests.rend(),
                                   [](const Digest& digest) { return !digest.papers.empty(); });
  const std::span<const Entry> papers =
      newest == digests.rend() ? std::span<const Entry>() : newest->papers;
  for (const Entry& entry : papers) {
    if (first.empty()) {
      if (const auto pair = word_pair(entry.title)) {
        first = pair->first;
        second = pair->second;
      }
    }
    if (!entry.authors.empty()) take(author, text::fold(entry.authors.front()));
    // A category of several words would need quotes.
    if (!entry.categories.empty() && entry.categories.front().find(' ') == std::string::npos) {
      take(category, entry.categories.front());
    }
    take(number, entry.id.str());
  }
  if (category.empty() && !context.config.fetch.categories.empty())
    category = context.config.fetch.categories.front();
  const std::string from = context.library.months().front().str();
  const std::string to = context.library.months().back().str();
  view.text("first", first);
  view.text("second", second);
  view.text("author", author);
  view.text("category", category);
  view.text("dates", from == to ? from : from + ".." + to);
  view.text("number", number);
  view.flag("has_words", !first.empty());
  view.flag("has_author", !author.empty());
  view.flag("has_category", !category.empty());
  view.flag("has_number", !number.empty());
  return view;
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
  std::vector<theme::View> examples;
  if (!context.library.digests().empty()) examples.push_back(search_example(context));
  view.list("examples", std::move(examples));
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

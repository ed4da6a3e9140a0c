// The smaller pages: search, 404, free pages, prompts, authors, starred papers, saved searches.
#include <algorithm>

#include "render/files/citations.h"
#include "render/files/feeds.h"
#include "render/input/followed_author.h"
#include "render/pages/paper_parts.h"
#include "render/pages/views.h"
#include "text/escape.h"
#include "text/markdown.h"
#include "text/slug.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

std::int64_t as_count(std::size_t size) { return static_cast<std::int64_t>(size); }

std::vector<theme::View> saved_search_cards(const PageContext& context) {
  std::vector<theme::View> views;
  for (const SavedSearchResult& search : context.input.searches) {
    theme::View& view = views.emplace_back();
    view.text("label", search.name);
    view.text("url", context.url(Routes::saved_search(search.slug)));
    view.text("query", search.query);
    view.text("count", context.words.count("papers", as_count(search.total)));
  }
  return views;
}

// What themes/shared/search/wording.js reads: words in the page's language and the topics' labels.
theme::Html search_data(const PageContext& context) {
  std::string words;
  const auto& all = context.input.theme.words;
  constexpr std::string_view kPrefix = "search_client.";
  for (auto it = all.lower_bound(kPrefix); it != all.end() && it->first.starts_with(kPrefix);
       ++it) {
    if (!words.empty()) words += ',';
    words += text::json_string(std::string_view(it->first).substr(kPrefix.size())) + ":" +
             text::json_string(it->second);
  }
  std::string topics;
  for (std::size_t t = 0; t < context.config.topics.size(); ++t) {
    const config::TopicConfig& topic = context.config.topics[t];
    if (!topics.empty()) topics += ',';
    topics += "{\"id\":" + text::json_string(topic.id) +
              ",\"label\":" + text::json_string(topic.label) +
              ",\"class\":" + text::json_string(topic_class(t)) + "}";
  }
  return {"{\"words\":{" + words + "},\"topics\":[" + topics + "]}"};
}

// The title of a free page and the rest of it.
struct Titled {
  std::string title;
  std::string_view rest;
};

Titled split_title(const FreePage& page) {
  const std::string_view text = page.markdown;
  std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || !text.substr(at).starts_with("# ")) return {page.name, text};
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return {text::collapse_space(text.substr(at + 2, end - at - 2)), text.substr(end)};
}

// First appearances of a followed author's papers, newest first.
std::vector<Appearance> papers_by(const PageContext& context, const config::AuthorConfig& author) {
  const FollowedAuthor followed(author);
  std::vector<Appearance> papers;
  for (const Paper& paper : context.library.papers()) {
    if (followed.wrote(context.library.first(paper))) papers.push_back(paper.appearances.front());
  }
  std::stable_sort(papers.begin(), papers.end(), [](const Appearance& a, const Appearance& b) {
    return a.digest != b.digest ? a.digest > b.digest : a.entry < b.entry;
  });
  return papers;
}

}  // namespace

theme::View search_view(const PageContext& context) {
  const theme::Words& words = context.words;
  PageHead head;
  head.heading = words("nav.search");
  head.description =
      words.fill("home.placeholder",
                 {{"papers", words.count("papers", as_count(context.library.papers().size()))},
                  {"days", words.count("days", as_count(context.library.digests().size()))}});
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

theme::View not_found_view(const PageContext& context) {
  PageHead head;
  head.heading = context.words("not_found.heading");
  head.noindex = true;
  return page_view(context, head);
}

theme::View free_page_view(const PageContext& context, const FreePage& page) {
  const Titled titled = split_title(page);
  PageHead head;
  head.heading = titled.title;
  head.route = Routes::page(page.name);
  theme::View view = page_view(context, head);
  view.html("content", {text::markdown_to_html(titled.rest)});
  return view;
}

theme::View prompt_view(const PageContext& context, const std::string& name,
                        const std::string& prompt) {
  const theme::Words& words = context.words;
  const Digest* first = nullptr;
  const Digest* last = nullptr;
  std::int64_t days = 0;
  for (const Digest& digest : context.library.digests()) {
    if (digest.prompt != name) continue;
    if (first == nullptr) first = &digest;
    last = &digest;
    ++days;
  }
  PageHead head;
  head.heading = words("prompt.heading");
  head.title = head.heading + " " + name;
  head.route = Routes::prompt(name);
  theme::View view = page_view(context, head);
  view.text("note", days > 0 ? words.count("prompt.note", days) : words("prompt.unused"));
  view.text("prompt", prompt);
  const auto set = [&](std::string_view key, const Digest* digest) {
    if (digest == nullptr) {
      view.no_part(key);
      return;
    }
    view.part(key, link_view(words.date(digest->date, theme::DateStyle::Full),
                             context.url(Routes::day(digest->date))));
  };
  set("first", first);
  set("last", last);
  return view;
}

theme::View authors_view(const PageContext& context) {
  PageHead head;
  head.heading = context.words("authors.heading");
  head.route = Routes::authors();
  std::vector<theme::View> authors;
  for (const config::AuthorConfig& author : context.config.authors) {
    theme::View& view = authors.emplace_back();
    view.text("label", author.name);
    view.text("url", context.url(Routes::author(text::slug(author.name))));
    view.text("count", context.words.count("papers", as_count(papers_by(context, author).size())));
  }
  theme::View view = page_view(context, head);
  view.text("note", context.words("authors.note"));
  view.list("authors", std::move(authors));
  return view;
}

theme::View author_view(PageContext& context, const config::AuthorConfig& author) {
  const Route route = Routes::author(text::slug(author.name));
  const std::vector<Appearance> papers = papers_by(context, author);
  PageHead head;
  head.heading = author.name;
  head.route = route;
  const FeedFiles feeds = paper_feed_files(route.path);
  head.alternates = {{"application/atom+xml", author.name, feeds.atom},
                     {"application/feed+json", author.name, feeds.json}};
  head.description =
      context.words.count("authors.author_note", as_count(papers.size()), {{"name", author.name}});
  theme::View view = page_view(context, head);
  view.text("note", head.description);
  view.text("feed_url", context.url(feeds.atom));
  view.text("search_url", context.author_search_url(author.name));
  view.list("papers", card_list(context, papers));
  return view;
}

theme::View starred_view(const PageContext& context) {
  PageHead head;
  head.heading = context.words("starred.heading");
  head.description = context.words("starred.note");
  head.route = Routes::starred();
  return page_view(context, head);
}

theme::View saved_search_view(PageContext& context, const SavedSearchResult& search) {
  const Route route = Routes::saved_search(search.slug);
  PageHead head;
  head.heading = search.name;
  head.route = route;
  const FeedFiles feeds = paper_feed_files(route.path);
  head.alternates = {{"application/atom+xml", search.name, feeds.atom},
                     {"application/feed+json", search.name, feeds.json}};
  head.description = context.words.count("saved_search.note", as_count(search.total));
  std::vector<Appearance> papers;
  for (const std::size_t index : search.papers) {
    papers.push_back(context.library.papers()[index].appearances.front());
  }
  theme::View view = page_view(context, head);
  view.text("note", head.description);
  view.text("feed_url", context.url(feeds.atom));
  view.text("query", search.query);
  view.text("search_url", context.search_url(search.query));
  view.list("papers", card_list(context, papers));
  return view;
}

}  // namespace broadsheet::render

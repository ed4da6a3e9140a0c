// Followed authors, and one of them.
#include <algorithm>

#include "render/files/feeds.h"
#include "render/input/followed_author.h"
#include "render/pages/views.h"
#include "render/parts/paper_parts.h"
#include "text/slug.h"

namespace broadsheet::render {
namespace {

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

theme::View authors_view(const PageContext& context) {
  PageHead head;
  head.heading = context.words("authors.heading");
  head.route = Routes::authors();
  std::vector<theme::View> authors;
  for (const config::AuthorConfig& author : context.config.authors) {
    theme::View& view = authors.emplace_back();
    view.text("label", author.name);
    view.text("url", context.url(Routes::author(text::slug(author.name))));
    view.text("count", context.words.count("papers", std::ssize(papers_by(context, author))));
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
      context.words.count("authors.author_note", std::ssize(papers), {{"name", author.name}});
  theme::View view = page_view(context, head);
  view.text("note", head.description);
  view.text("feed_url", context.url(feeds.atom));
  view.text("search_url", context.author_search_url(author.name));
  view.list("papers", card_list(context, papers));
  return view;
}

}  // namespace broadsheet::render

#include "render/files/feeds.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "render/files/feed_builder.h"
#include "render/input/followed_author.h"
#include "text/slug.h"

namespace broadsheet::render {
namespace {

void write(const FeedFiles& files, const Feed& feed, OutputSink& sink) {
  sink.write(files.atom.path, atom(feed));
  sink.write(files.json.path, json_feed(feed));
}

std::size_t paper_limit(const SiteInput& input) {
  return static_cast<std::size_t>(std::max(1, input.config.feeds.papers));
}

void write_paper_feed(const SiteInput& input, const FeedBuilder& builder, const PaperFeed& papers,
                      OutputSink& sink) {
  const FeedFiles files = paper_feed_files(papers.folder);
  Feed feed =
      builder.empty_feed(files.atom, files.json, papers.title, papers.description, papers.page);
  for (const Paper* paper : papers.papers) {
    if (feed.entries.size() == paper_limit(input)) break;
    feed.entries.push_back(builder.entry(*paper));
  }
  write(files, feed, sink);
}

void write_day_feeds(const SiteInput& input, const FeedBuilder& builder, OutputSink& sink) {
  const config::SiteConfig& site = input.config.site;
  const FeedFiles files = day_feed_files();
  Feed feed = builder.empty_feed(files.atom, files.json, "",
                                 site.description.empty() ? site.tagline : site.description,
                                 Routes::home());
  const std::span<const Digest> days = input.library.digests();
  const auto most = static_cast<std::size_t>(std::max(1, input.config.feeds.days));
  for (std::size_t i = days.size(); i > 0 && feed.entries.size() < most; --i) {
    feed.entries.push_back(builder.entry(days[i - 1]));
  }
  write(files, feed, sink);
}

}  // namespace

FeedFiles day_feed_files() { return {Routes::file("feed.xml"), Routes::file("feed.json")}; }

FeedFiles paper_feed_files(const std::string& folder) {
  const std::string name = folder.empty() ? "papers" : folder + "feed";
  return {Routes::file(name + ".xml"), Routes::file(name + ".json")};
}

std::vector<const Paper*> newest_papers(const Library& library, std::size_t limit,
                                        const std::function<bool(const Paper&)>& keep) {
  std::vector<const Paper*> newest;
  const std::span<const Paper> papers = library.papers();
  // Days backwards, the papers of a day forwards: a day is a run of neighbours.
  for (std::size_t end = papers.size(); end > 0 && newest.size() < limit;) {
    const Day day = library.first_day(papers[end - 1]);
    std::size_t begin = end - 1;
    while (begin > 0 && library.first_day(papers[begin - 1]) == day) --begin;
    for (std::size_t i = begin; i < end && newest.size() < limit; ++i) {
      if (keep(papers[i])) newest.push_back(&papers[i]);
    }
    end = begin;
  }
  return newest;
}

PaperFeed all_papers_feed(const SiteInput& input) {
  return {.folder = "",
          .title = theme::Words(input.theme)("feeds.all_papers"),
          .description = {},
          .page = Routes::home(),
          .papers =
              newest_papers(input.library, paper_limit(input), [](const Paper&) { return true; })};
}

PaperFeed topic_feed(const SiteInput& input, const config::TopicConfig& topic) {
  const TopicLookup topics(input);
  const auto has_topic = [&](const Paper& paper) {
    return std::any_of(paper.appearances.begin(), paper.appearances.end(),
                       [&](const Appearance& at) {
                         const std::vector<std::string> ids = topics.ids(input.library.entry(at));
                         return std::find(ids.begin(), ids.end(), topic.id) != ids.end();
                       });
  };
  return {.folder = Routes::topic(topic.id).path,
          .title = topic.label.empty() ? topic.id : topic.label,
          .description = {},
          .page = Routes::topic(topic.id),
          .papers = newest_papers(input.library, paper_limit(input), has_topic)};
}

PaperFeed author_feed(const SiteInput& input, const config::AuthorConfig& author) {
  const FollowedAuthor followed(author);
  const auto is_theirs = [&](const Paper& paper) {
    return followed.wrote(input.library.first(paper));
  };
  const Route page = Routes::author(text::slug(author.name));
  return {.folder = page.path,
          .title = author.name,
          .description = {},
          .page = page,
          .papers = newest_papers(input.library, paper_limit(input), is_theirs)};
}

PaperFeed search_feed(const SiteInput& input, const SavedSearchResult& search) {
  const std::span<const Paper> all = input.library.papers();
  PaperFeed feed{.folder = Routes::saved_search(search.slug).path,
                 .title = search.name,
                 .description = search.query,
                 .page = Routes::saved_search(search.slug),
                 .papers = {}};
  for (const std::size_t paper : search.papers) {
    if (paper < all.size() && feed.papers.size() < paper_limit(input)) {
      feed.papers.push_back(&all[paper]);
    }
  }
  return feed;
}

void write_day_feeds(const SiteInput& input, OutputSink& sink) {
  write_day_feeds(input, FeedBuilder(input), sink);
}

void write_paper_feed(const SiteInput& input, const PaperFeed& feed, OutputSink& sink) {
  write_paper_feed(input, FeedBuilder(input), feed, sink);
}

std::vector<FeedFilesToMake> plan_feeds(const SiteInput& input) {
  const auto builder = std::make_shared<FeedBuilder>(input);
  std::vector<FeedFilesToMake> feeds;
  const auto add = [&](const FeedFiles& files, std::function<void(OutputSink&)> make) {
    feeds.push_back({.paths = {files.atom.path, files.json.path}, .make = std::move(make)});
  };
  const auto add_papers = [&](const std::string& folder, std::function<PaperFeed()> papers) {
    add(paper_feed_files(folder), [&input, builder, papers = std::move(papers)](OutputSink& sink) {
      write_paper_feed(input, *builder, papers(), sink);
    });
  };
  add(day_feed_files(),
      [&input, builder](OutputSink& sink) { write_day_feeds(input, *builder, sink); });
  add_papers("", [&input] { return all_papers_feed(input); });
  for (const config::TopicConfig& topic : input.config.topics) {
    add_papers(Routes::topic(topic.id).path, [&input, &topic] { return topic_feed(input, topic); });
  }
  for (const config::AuthorConfig& author : input.config.authors) {
    add_papers(Routes::author(text::slug(author.name)).path,
               [&input, &author] { return author_feed(input, author); });
  }
  for (const SavedSearchResult& search : input.searches) {
    add_papers(Routes::saved_search(search.slug).path,
               [&input, &search] { return search_feed(input, search); });
  }
  return feeds;
}

}  // namespace broadsheet::render

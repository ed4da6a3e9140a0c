#include "render/files/feeds.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/log.h"
#include "base/numbers.h"
#include "json/stream_writer.h"
#include "render/input/entry_texts.h"
#include "render/input/followed_author.h"
#include "render/input/topic_lookup.h"
#include "tex/text.h"
#include "text/escape.h"
#include "text/slug.h"

namespace broadsheet::render {
namespace {

using text::escape_xml;

// --- What both formats say ---

struct FeedEntry {
  std::string id;
  std::string url;
  std::string title;                 ///< plain
  std::vector<std::string> authors;  ///< empty: the feed's
  std::vector<std::string> topics;   ///< labels
  std::string html;                  ///< safe markup, as on the pages
  Day day;                           ///< published and updated, at 00:00 UTC
};

struct Feed {
  std::string id;
  std::string title;
  std::string description;
  std::string author;
  std::string language;
  std::string page;
  std::string atom;
  std::string json;
  std::vector<FeedEntry> entries;
};

std::string midnight(Day day) { return day.str() + "T00:00:00Z"; }

/// The moment of the newest entry. A feed without entries has not changed since the epoch.
std::string updated(const Feed& feed) {
  std::string newest = "1970-01-01T00:00:00Z";
  for (const FeedEntry& entry : feed.entries) newest = std::max(newest, midnight(entry.day));
  return newest;
}

// --- Atom ---

/// Elements open and close in pairs, texts are escaped: what comes out is well-formed.
class XmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  XmlWriter& open(std::string_view name, Attributes attributes = {}) {
    begin(name, attributes);
    text_ += ">\n";
    open_.emplace_back(name);
    return *this;
  }
  XmlWriter& close() {
    assert(!open_.empty());
    text_ += "</" + open_.back() + ">\n";
    open_.pop_back();
    return *this;
  }
  XmlWriter& element(std::string_view name, std::string_view text, Attributes attributes = {}) {
    begin(name, attributes);
    text_ += '>';
    text_ += escape_xml(text);
    text_ += "</";
    text_ += name;
    text_ += ">\n";
    return *this;
  }
  XmlWriter& empty(std::string_view name, Attributes attributes) {
    begin(name, attributes);
    text_ += "/>\n";
    return *this;
  }
  std::string finish() && {
    assert(open_.empty());
    return std::move(text_);
  }

 private:
  void begin(std::string_view name, Attributes attributes) {
    text_ += '<';
    text_ += name;
    for (const auto& [key, value] : attributes) {
      text_ += ' ';
      text_ += key;
      text_ += "=\"";
      text_ += escape_xml(value);
      text_ += '"';
    }
  }

  std::string text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::vector<std::string> open_;
};

std::string atom(const Feed& feed) {
  XmlWriter xml;
  xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", feed.language}});
  xml.element("id", feed.id).element("title", feed.title);
  if (!feed.description.empty()) xml.element("subtitle", feed.description);
  xml.element("updated", updated(feed));
  xml.open("author").element("name", feed.author).close();
  xml.empty("link", {{"rel", "self"}, {"type", "application/atom+xml"}, {"href", feed.atom}});
  xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", feed.page}});
  xml.element("generator", "broadsheet");
  for (const FeedEntry& entry : feed.entries) {
    xml.open("entry").element("id", entry.id).element("title", entry.title);
    xml.element("published", midnight(entry.day)).element("updated", midnight(entry.day));
    for (const std::string& author : entry.authors) {
      xml.open("author").element("name", author).close();
    }
    xml.empty("link", {{"rel", "alternate"}, {"type", "text/html"}, {"href", entry.url}});
    for (const std::string& topic : entry.topics) xml.empty("category", {{"term", topic}});
    xml.element("content", entry.html, {{"type", "html"}}).close();
  }
  xml.close();
  return std::move(xml).finish();
}

// --- JSON Feed ---

std::string json_feed(const Feed& feed) {
  json::JsonWriter json;
  json.open('{').key("version").value("https://jsonfeed.org/version/1.1");
  json.key("title").value(feed.title);
  json.key("home_page_url").value(feed.page).key("feed_url").value(feed.json);
  json.text_if("description", feed.description);
  json.key("language").value(feed.language);
  json.key("authors").open('[').open('{').key("name").value(feed.author).close('}').close(']');
  json.key("items").open('[');
  for (const FeedEntry& entry : feed.entries) {
    json.open('{').key("id").value(entry.id).key("url").value(entry.url);
    json.key("title").value(entry.title).key("content_html").value(entry.html);
    json.key("date_published").value(midnight(entry.day));
    if (!entry.authors.empty()) {
      json.key("authors").open('[');
      for (const std::string& author : entry.authors) {
        json.open('{').key("name").value(author).close('}');
      }
      json.close(']');
    }
    if (!entry.topics.empty()) {
      json.key("tags").open('[');
      for (const std::string& topic : entry.topics) json.value(topic);
      json.close(']');
    }
    json.close('}');
  }
  json.close(']').close('}');
  return std::move(json).finish();
}

// --- From papers and days to entries ---

/// Fixed words of feeds; a theme's language file may have them below "feeds".
struct Words {
  const theme::Theme& theme;
  std::string operator()(std::string_view key, std::string_view otherwise) const {
    const auto found = theme.words.find("feeds." + std::string(key));
    return found == theme.words.end() ? std::string(otherwise) : found->second;
  }
};

std::string number_text(double number) { return short_decimals(number, 6); }

class FeedMaker {
 public:
  explicit FeedMaker(const SiteInput& input)
      : input_(input),
        routes_(input.config.site.base_url),
        topics_(input),
        words_{input.theme},
        formula_(input.maths ? input.maths : [](std::string_view tex, bool) {
          return "<code>" + text::escape_html(tex) + "</code>";
        }) {}

  Feed frame(const FeedFiles& files, const std::string& title, const std::string& description,
             const Route& page) const;
  FeedEntry of(const Paper& paper) const;
  FeedEntry of(const Digest& digest) const;

 private:
  std::string html(std::string_view tex) const { return tex::tex_to_html(tex, formula_); }
  std::string score_line(const Entry& entry) const;
  std::string day_facts(const Digest& digest) const;
  std::string paper_item(const Entry& entry) const;

  const SiteInput& input_;
  Routes routes_;
  TopicLookup topics_;
  Words words_;
  tex::FormulaToHtml formula_;
};

Feed FeedMaker::frame(const FeedFiles& files, const std::string& title,
                      const std::string& description, const Route& page) const {
  const config::SiteConfig& site = input_.config.site;
  return {.id = tag_uri(routes_, "2025", files.atom),
          .title = title.empty() ? site.title : site.title + " · " + title,
          .description = description,
          .author = site.author.empty() ? site.title : site.author,
          .language = site.language.empty() ? "en" : site.language,
          .page = routes_.absolute(page),
          .atom = routes_.absolute(files.atom),
          .json = routes_.absolute(files.json),
          .entries = {}};
}

/// "Score 17 (relevance 9, novelty 8)"; empty when there is no score.
std::string FeedMaker::score_line(const Entry& entry) const {
  if (!entry.score) return {};
  std::string line = words_("score", "Score") + " " + number_text(*entry.score);
  if (entry.relevance && entry.novelty) {
    line += " (" + words_("relevance", "relevance") + " " + number_text(*entry.relevance) + ", " +
            words_("novelty", "novelty") + " " + number_text(*entry.novelty) + ")";
  }
  return line;
}

/// "A, B", and "A, B …" for more than `most`.
std::string some_names(const std::vector<std::string>& authors, std::size_t most) {
  return names(authors, most) + (authors.size() > most ? " …" : "");
}

FeedEntry FeedMaker::of(const Paper& paper) const {
  const Entry& entry = input_.library.first(paper);
  const Day day = input_.library.first_day(paper);
  FeedEntry made{.id = tag_uri(routes_, day.str(), Routes::paper(paper.id)),
                 .url = routes_.absolute(Routes::paper(paper.id)),
                 .title = tex::tex_to_plain(entry.title),
                 .authors = entry.authors,
                 .topics = {},
                 .html = {},
                 .day = day};
  for (const std::string& topic : topics_.ids(entry)) made.topics.push_back(topics_.label(topic));
  std::string& out = made.html;
  out = "<p>" + text::escape_html(some_names(entry.authors, 30)) + "</p>";
  if (!entry.comment.empty()) out += "<p><strong>" + html(entry.comment) + "</strong></p>";
  if (const std::string score = score_line(entry); !score.empty()) out += "<p>" + score + "</p>";
  out += "<p>" + html(entry.abstract) + "</p>";
  out += "<p><a href=\"https://arxiv.org/abs/" + entry.id.str() + "\">arXiv:" + entry.id.str() +
         "</a> · <a href=\"https://arxiv.org/pdf/" + entry.id.str() + "\">PDF</a></p>";
  return made;
}

std::string FeedMaker::day_facts(const Digest& digest) const {
  std::string facts;
  if (digest.status == DayStatus::Failed) {
    facts += words_("failed", "The papers of this day could not be scored.");
  } else if (digest.status == DayStatus::Partial) {
    facts += words_("partial", "Some papers of this day were left without a verdict.");
  } else if (digest.papers.empty()) {
    facts += words_("empty", "No paper was selected on this day.");
  }
  std::string out = facts.empty() ? "" : "<p><strong>" + text::escape_html(facts) + "</strong></p>";
  std::string counts;
  const auto count = [&](const std::optional<std::int64_t>& number, std::string_view key) {
    if (!number) return;
    if (!counts.empty()) counts += ", ";
    counts += grouped(*number) + " " + words_(key, key);
  };
  count(digest.counts.announced, "announced");
  count(digest.counts.scanned, "scanned");
  count(digest.counts.selected, "selected");
  return counts.empty() ? out : out + "<p>" + text::escape_html(counts) + "</p>";
}

std::string FeedMaker::paper_item(const Entry& entry) const {
  std::string out = "<li><p><a href=\"" +
                    text::escape_html(routes_.absolute(Routes::paper(entry.id))) + "\">" +
                    tex::tex_to_html(entry.title, formula_, tex::Links::Off) + "</a><br>" +
                    text::escape_html(some_names(entry.authors, 3));
  if (entry.score) out += " · " + words_("score", "Score") + " " + number_text(*entry.score);
  out += "</p>";
  if (!entry.comment.empty()) out += "<p>" + html(entry.comment) + "</p>";
  return out + "</li>";
}

FeedEntry FeedMaker::of(const Digest& digest) const {
  const std::string papers = digest.papers.size() == 1 ? words_("one_paper", "1 paper")
                                                       : std::to_string(digest.papers.size()) +
                                                             " " + words_("papers", "papers");
  const bool failed = digest.status == DayStatus::Failed;
  FeedEntry made{.id = tag_uri(routes_, digest.date.str(), Routes::day(digest.date)),
                 .url = routes_.absolute(Routes::day(digest.date)),
                 .title = digest.date.str() + ": " +
                          (failed ? words_("failed_short", "scoring failed") : papers),
                 .authors = {},
                 .topics = {},
                 .html = day_facts(digest),
                 .day = digest.date};
  if (!digest.papers.empty()) {
    made.html += "<ol>";
    for (const Entry& entry : digest.papers) made.html += paper_item(entry);
    made.html += "</ol>";
  }
  return made;
}

void write(const FeedFiles& files, const Feed& feed, OutputSink& sink) {
  sink.write(files.atom.path, atom(feed));
  sink.write(files.json.path, json_feed(feed));
}

std::size_t paper_limit(const SiteInput& input) {
  return static_cast<std::size_t>(std::max(1, input.config.feeds.papers));
}

void write_paper_feed(const SiteInput& input, const FeedMaker& maker, const PaperFeed& papers,
                      OutputSink& sink) {
  const FeedFiles files = paper_feed_files(papers.folder);
  Feed feed = maker.frame(files, papers.title, papers.description, papers.page);
  for (const Paper* paper : papers.papers) {
    if (feed.entries.size() == paper_limit(input)) break;
    feed.entries.push_back(maker.of(*paper));
  }
  write(files, feed, sink);
}

void write_day_feeds(const SiteInput& input, const FeedMaker& maker, OutputSink& sink) {
  const config::SiteConfig& site = input.config.site;
  const FeedFiles files = day_feed_files();
  Feed feed = maker.frame(files, "", site.description.empty() ? site.tagline : site.description,
                          Routes::home());
  const std::span<const Digest> days = input.library.digests();
  const auto most = static_cast<std::size_t>(std::max(1, input.config.feeds.days));
  for (std::size_t i = days.size(); i > 0 && feed.entries.size() < most; --i) {
    feed.entries.push_back(maker.of(days[i - 1]));
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
          .title = Words{input.theme}("all_papers", "Papers"),
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
  write_day_feeds(input, FeedMaker(input), sink);
}

void write_paper_feed(const SiteInput& input, const PaperFeed& feed, OutputSink& sink) {
  write_paper_feed(input, FeedMaker(input), feed, sink);
}

std::vector<FeedFilesToMake> plan_feeds(const SiteInput& input) {
  const auto maker = std::make_shared<FeedMaker>(input);
  std::vector<FeedFilesToMake> feeds;
  const auto add = [&](const FeedFiles& files, std::function<void(OutputSink&)> make) {
    feeds.push_back({.paths = {files.atom.path, files.json.path}, .make = std::move(make)});
  };
  const auto add_papers = [&](const std::string& folder, std::function<PaperFeed()> papers) {
    add(paper_feed_files(folder), [&input, maker, papers = std::move(papers)](OutputSink& sink) {
      write_paper_feed(input, *maker, papers(), sink);
    });
  };
  add(day_feed_files(),
      [&input, maker](OutputSink& sink) { write_day_feeds(input, *maker, sink); });
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

std::string tag_uri(const Routes& routes, std::string_view date, const Route& route) {
  const std::string& base = routes.base_url();
  const std::size_t scheme = base.find("://");
  std::string host = "localhost";
  if (scheme != std::string::npos) {
    const std::size_t begin = scheme + 3;
    host = base.substr(begin, base.find_first_of("/:", begin) - begin);
  }
  return "tag:" + host + "," + std::string(date) + ":" + routes.url(route);
}

}  // namespace broadsheet::render

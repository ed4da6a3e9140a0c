#include "render/site.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/hash.h"
#include "render/feeds.h"
#include "render/page_context.h"
#include "render/template_source.h"
#include "render/views.h"
#include "text/slug.h"

namespace broadsheet::render {
namespace {

using Templates = std::map<std::string, Template, std::less<>>;

constexpr std::size_t kProgressEvery = 100;

// "theme.css" gives "assets/theme.1f2e3d4c.css": the name changes with the bytes, so browsers may
// keep the file for ever.
Route asset_route(const std::string& name, std::string_view bytes) {
  const std::size_t dot = name.rfind('.');
  const std::size_t slash = name.rfind('/');
  const bool has_suffix = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  const std::string stem = has_suffix ? name.substr(0, dot) : name;
  const std::string suffix = has_suffix ? name.substr(dot) : "";
  return Routes::file("assets/" + stem + "." + hash_hex(bytes, 8) + suffix);
}

ConstantText constant_text(const SiteInput& input, const Routes& routes) {
  const SiteConfig& site = input.config.site;
  const bool has_about = std::any_of(input.pages.begin(), input.pages.end(),
                                     [](const FreePage& page) { return page.name == "about"; });
  const auto url_if = [&](bool there, const Route& route) {
    return there ? routes.url(route) : std::string();
  };
  ConstantText text = {
      {"site.title", site.title},
      {"site.tagline", site.tagline},
      {"site.description", site.description},
      {"site.author", site.author},
      {"site.language", site.language},
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

Templates parse_templates(const Theme& theme, const ConstantText& constants,
                          Diagnostics& problems) {
  Templates templates;
  for (const std::string& name : template_names()) {
    const int errors_before = problems.errors();
    const std::string source = flatten(theme, name, constants, problems);
    if (problems.errors() == errors_before) templates.emplace(name, Template(source));
  }
  return templates;
}

Section section_of(std::string_view name) {
  if (name == "home") return Section::Latest;
  if (name == "month" || name == "year" || name == "months") return Section::Months;
  if (name == "topic" || name == "topics") return Section::Topics;
  if (name == "trends") return Section::Trends;
  if (name == "search" || name == "saved-search") return Section::Search;
  return name == "starred" ? Section::Starred : Section::None;
}

// Writes pages and keeps count of them.
class PageWriter {
 public:
  PageWriter(PageContext& context, OutputSink& sink, std::size_t total)
      : context_(context), sink_(sink), total_(total) {}

  void write(std::string_view name, const View& view, const Route& route,
             std::optional<Day> changed) {
    write_unlisted(name, view, route);
    pages_.push_back({.route = route, .changed = changed});
  }

  void write_unlisted(std::string_view name, const View& view, const Route& route) {
    sink_.write(route.output_path(), context_.print(name, view, section_of(name)));
    ++done_;
    const auto& progress = context_.input.progress;
    if (progress && (done_ % kProgressEvery == 0 || done_ == total_)) progress(done_, total_);
  }

  std::vector<SitemapPage> take() { return std::move(pages_); }

 private:
  PageContext& context_;
  OutputSink& sink_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  std::vector<SitemapPage> pages_;
};

std::vector<int> years_of(const std::vector<Month>& months) {
  std::vector<int> years;
  for (const Month& month : months) {
    if (years.empty() || years.back() != month.year()) years.push_back(month.year());
  }
  return years;
}

// The last day with a digest within [first, last].
std::optional<Day> last_day(const Library& library, Day first, Day last) {
  std::optional<Day> found;
  for (const Digest& digest : library.digests()) {
    if (first <= digest.date && digest.date <= last) found = digest.date;
  }
  return found;
}

void write_archive(PageContext& context, PageWriter& writer) {
  const Library& library = context.library;
  for (std::size_t d = 0; d < library.digests().size(); ++d) {
    const Day day = library.digests()[d].date;
    writer.write("day", day_view(context, d), Routes::day(day), day);
  }
  const std::vector<Month> months = library.months();
  for (const Month& month : months) {
    const Day first(month.year(), month.month(), 1);
    const Day last(month.year(), month.month(), month.days());
    writer.write("month", month_view(context, month), Routes::month(month),
                 last_day(library, first, last));
  }
  for (const int year : years_of(months)) {
    writer.write("year", year_view(context, year), Routes::year(year),
                 last_day(library, Day(year, 1, 1), Day(year, 12, 31)));
  }
}

void write_papers(PageContext& context, PageWriter& writer) {
  for (std::size_t p = 0; p < context.library.papers().size(); ++p) {
    const Paper& paper = context.library.papers()[p];
    writer.write("paper", paper_page_view(context, p), Routes::paper(paper.id),
                 context.day_of(paper.appearances.back()));
  }
}

void write_topics(PageContext& context, PageWriter& writer, std::optional<Day> newest) {
  if (context.config.topics.empty()) return;
  writer.write("topics", topics_view(context), Routes::topics(), newest);
  for (std::size_t t = 0; t < context.config.topics.size(); ++t) {
    const std::vector<Appearance> papers = papers_of_topic(context, t);
    const std::optional<Day> changed =
        papers.empty() ? std::nullopt : std::optional(context.day_of(papers.back()));
    writer.write("topic", topic_view(context, t), Routes::topic(context.config.topics[t].id),
                 changed);
  }
}

void write_others(PageContext& context, PageWriter& writer, std::optional<Day> newest) {
  const SiteInput& input = context.input;
  writer.write("search", search_view(context), Routes::search(), newest);
  for (const SavedSearchResult& search : input.searches) {
    writer.write("saved-search", saved_search_view(context, search),
                 Routes::saved_search(search.slug), newest);
  }
  if (!input.trends.empty()) writer.write("trends", trends_view(context), Routes::trends(), newest);
  if (!input.config.authors.empty()) {
    writer.write("authors", authors_view(context), Routes::authors(), newest);
  }
  for (const AuthorConfig& author : input.config.authors) {
    writer.write("author", author_view(context, author), Routes::author(text::slug(author.name)),
                 newest);
  }
  for (const FreePage& page : input.pages) {
    writer.write("page", free_page_view(context, page), Routes::page(page.name), std::nullopt);
  }
  for (const auto& [name, prompt] : input.prompts) {
    writer.write("prompt", prompt_view(context, name, prompt), Routes::prompt(name), std::nullopt);
  }
  writer.write_unlisted("starred", starred_view(context), Routes::starred());
  writer.write_unlisted("404", not_found_view(context), Routes::not_found());
}

// Addresses that two things would share.
void check_addresses(const SiteInput& input, Diagnostics& problems) {
  static const std::set<std::string, std::less<>> kTaken = {
      "assets",   "authors", "months", "papers", "prompts", "search",
      "searches", "starred", "topics", "trends", "404"};
  const auto is_year = [](const std::string& name) {
    return name.size() == 4 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  for (const FreePage& page : input.pages) {
    const std::string& name = page.name;
    if (kTaken.count(name) == 0 && !is_year(name)) continue;
    problems.error({"content/pages/" + name + ".md"},
                   "the site has '" + name + "/' already; name this page otherwise");
  }
  std::map<std::string, std::string> authors;
  for (const AuthorConfig& author : input.config.authors) {
    const auto [other, is_new] = authors.emplace(text::slug(author.name), author.name);
    if (is_new) continue;
    problems.error({"config.yaml"}, "authors '" + other->second + "' and '" + author.name +
                                        "' would share the page authors/" + other->first + "/");
  }
}

std::size_t count_pages(const SiteInput& input) {
  const Library& library = input.library;
  const std::vector<Month> months = library.months();
  const std::size_t topics = input.config.topics.size();
  const std::size_t authors = input.config.authors.size();
  return 5 + library.digests().size() + library.papers().size() + months.size() +
         years_of(months).size() + (topics > 0 ? topics + 1 : 0) + (authors > 0 ? authors + 1 : 0) +
         (input.trends.empty() ? 0U : 1U) + input.searches.size() + input.pages.size() +
         input.prompts.size();
}

}  // namespace

std::vector<SitemapPage> render_pages(const SiteInput& input, OutputSink& sink,
                                      Diagnostics& problems) {
  const Routes routes(input.config.site.base_url);
  const int errors_before = problems.errors();
  check_theme(input.theme, problems);
  check_addresses(input, problems);
  if (problems.errors() > errors_before) return {};
  Templates templates = parse_templates(input.theme, constant_text(input, routes), problems);
  if (problems.errors() > errors_before) return {};

  PageContext context(input, routes, std::move(templates));
  PageWriter writer(context, sink, count_pages(input));
  const Library& library = input.library;
  const std::optional<Day> newest =
      library.digests().empty() ? std::nullopt : std::optional(library.digests().back().date);

  for (const auto& [name, bytes] : input.theme.static_files) {
    sink.write(asset_route(name, bytes).output_path(), bytes);
  }
  writer.write("home", home_view(context), Routes::home(), newest);
  writer.write("months", months_view(context), Routes::months(), newest);
  write_archive(context, writer);
  write_papers(context, writer);
  write_topics(context, writer, newest);
  write_others(context, writer, newest);
  return writer.take();
}

}  // namespace broadsheet::render

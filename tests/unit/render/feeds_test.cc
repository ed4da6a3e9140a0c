#include "render/files/feeds.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "render/files/feed_builder.h"
#include "render/files/json_twins.h"
#include "render/files/llms_txt.h"
#include "render/files/sitemap.h"
#include "support/catch.h"
#include "theme/words.h"

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

constexpr char kHostile[] = "<script>alert(1)</script> & ]]> \"x\" 'y' {{tag}} \x01 \xff";

Entry paper(const std::string& id, const std::string& title) {
  Entry entry{.id = *PaperId::parse(id)};
  entry.title = title;
  entry.authors = {"Ada Lovelace", "José Hernández"};
  entry.abstract = "We prove $a < b$ & more.";
  entry.comment = "Matches.";
  entry.relevance = 9;
  entry.novelty = 8;
  entry.score = 17;
  entry.topics = {"Architecture"};
  return entry;
}

/// A small site with a hostile paper, a failed and an empty day.
struct World {
  config::Config config;
  theme::Theme theme;
  Library library;

  static std::vector<Digest> digests() {
    Digest first{.date = Day(2026, 2, 26)};
    first.papers = {paper("2602.00001", "One"), paper("2602.00002", "Two $O(n^2)$")};
    first.papers[1].topics = {"efficiency", "architecture"};
    Digest second{.date = Day(2026, 2, 27)};
    second.papers = {paper("2602.00003", kHostile)};
    second.papers[0].comment = second.papers[0].abstract = kHostile;
    second.papers[0].authors = {kHostile};
    second.papers[0].topics = {};
    Digest failed{.date = Day(2026, 3, 2)};
    failed.status = DayStatus::Failed;
    failed.status_reason = "the model did not answer";
    return {first, second, failed, Digest{.date = Day(2026, 3, 3)}};
  }

  World() : library(digests()) {
    theme.words = theme::default_words();
    config.site.title = "Digest & Co";
    config.site.base_url = "https://user.github.io/digest";
    config.topics = {{.id = "architecture",
                      .label = "Model Architecture",
                      .aliases = {"Architecture"},
                      .keywords = {}},
                     {.id = "efficiency", .label = "Efficiency", .aliases = {}, .keywords = {}}};
    config.authors = {{.name = "Jose Hernandez", .aliases = {}, .semantic_scholar = {}}};
  }

  render::SiteInput input() const {
    return {
        .library = library,
        .config = config,
        .theme = theme,
        .maths = [](std::string_view, bool) { return std::string("<math><mi>x</mi></math>"); },
        .topics = {},
        .prompts = {},
        .pages = {},
        .related = {},
        .trends = {},
        .searches = {{.slug = "one", .name = "One", .query = "one", .total = 1, .papers = {0, 99}}},
        .progress = {}};
  }
};

std::vector<std::string> titles(const std::string& feed) {
  std::vector<std::string> titles;
  const Json parsed = Json::parse(feed);
  for (const Json& item : parsed.at("items")) titles.push_back(item.at("title"));
  return titles;
}

}  // namespace

namespace {

/// As RFC 3339 writes it, in UTC.
bool is_moment(const std::string& text) {
  static const std::regex kMoment(
      "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
      "Z");
  return std::regex_match(text, kMoment);
}

void write_feeds(const render::SiteInput& input, OutputSink& sink) {
  for (const render::FeedFilesToMake& feed : render::plan_feeds(input)) feed.make(sink);
}

}  // namespace

TEST_CASE("every feed has in both formats what Atom and JSON Feed ask for, and the same entries") {
  const World world;
  MemoryOutput out;
  const render::SiteInput input = world.input();
  write_feeds(input, out);
  const std::vector<std::string> expected = {"feed",
                                             "papers",
                                             "topics/architecture/feed",
                                             "topics/efficiency/feed",
                                             "authors/jose-hernandez/feed",
                                             "searches/one/feed"};
  CHECK(out.files().size() == 2 * expected.size());
  for (const render::FeedFilesToMake& feed : render::plan_feeds(input)) {
    for (const std::string& path : feed.paths) CHECK(out.files().count(path) == 1);
  }
  for (const std::string& name : expected) {
    CAPTURE(name);
    REQUIRE(out.files().count(name + ".xml") == 1);
    REQUIRE(out.files().count(name + ".json") == 1);

    pugi::xml_document atom;
    REQUIRE(atom.load_string(out.files().at(name + ".xml").c_str()));
    const pugi::xml_node feed = atom.child("feed");
    CHECK(std::string(feed.attribute("xmlns").value()) == "http://www.w3.org/2005/Atom");
    CHECK(std::string(feed.child_value("id")) ==
          "tag:user.github.io,2025:/digest/" + name + ".xml");
    CHECK(is_moment(feed.child_value("updated")));
    CHECK(std::string(feed.child_value("title")) != "");
    CHECK(std::string(feed.child("author").child_value("name")) != "");
    std::set<std::string> atom_ids;
    std::set<std::string> times;
    const std::string self =
        feed.find_child_by_attribute("link", "rel", "self").attribute("href").value();
    CHECK(self == "https://user.github.io/digest/" + name + ".xml");
    for (const pugi::xml_node entry : feed.children("entry")) {
      CHECK(std::string(entry.child_value("id")).rfind("tag:user.github.io,2026-", 0) == 0);
      CHECK(std::string(entry.child("content").attribute("type").value()) == "html");
      CHECK(atom_ids.insert(entry.child_value("id")).second);
      CHECK(std::string(entry.child_value("title")) != "");
      CHECK(is_moment(entry.child_value("updated")));
      CHECK(times.insert(entry.child_value("updated")).second);
      CHECK(is_moment(entry.child_value("published")));
      for (const char* once : {"id", "title", "updated", "published", "content"}) {
        CAPTURE(once);
        const auto found = entry.children(once);
        CHECK(std::distance(found.begin(), found.end()) == 1);
      }
      const std::string page =
          entry.find_child_by_attribute("link", "rel", "alternate").attribute("href").value();
      CHECK(page.rfind("https://user.github.io/digest/", 0) == 0);
      CHECK(std::string(entry.child_value("content")).find("<script") == std::string::npos);
    }

    const Json twin = Json::parse(out.files().at(name + ".json"));
    CHECK(twin.at("version") == "https://jsonfeed.org/version/1.1");
    CHECK(twin.at("feed_url") == "https://user.github.io/digest/" + name + ".json");
    CHECK_FALSE(twin.at("title").get<std::string>().empty());
    CHECK(twin.at("home_page_url").get<std::string>().rfind("https://user.github.io/digest/", 0) ==
          0);
    CHECK(twin.at("authors").at(0).at("name").is_string());
    std::set<std::string> json_ids;
    for (const Json& item : twin.at("items")) {
      CHECK(json_ids.insert(item.at("id").get<std::string>()).second);
      CHECK(item.at("url").get<std::string>().rfind("https://user.github.io/digest/", 0) == 0);
      CHECK(is_moment(item.at("date_published").get<std::string>()));
      CHECK(times.count(item.at("date_modified").get<std::string>()) == 1);
      CHECK(item.at("content_html").get<std::string>().find("<script") == std::string::npos);
    }
    CHECK(json_ids == atom_ids);
  }
}

TEST_CASE("the feed of days has the newest first, failed and empty ones too") {
  World world;
  MemoryOutput out;
  render::write_day_feeds(world.input(), out);
  CHECK(titles(out.files().at("feed.json")) ==
        std::vector<std::string>{"2026-03-03: 0 papers", "2026-03-02: scoring failed",
                                 "2026-02-27: 1 paper", "2026-02-26: 2 papers"});
  const std::string& atom = out.files().at("feed.xml");
  CHECK(atom.find("<updated>2026-03-03T00:00:00Z</updated>") != std::string::npos);
  CHECK(atom.find("<title>Digest &amp; Co</title>") != std::string::npos);

  SECTION("and no more than config.yaml says") {
    world.config.feeds.days = 2;
    MemoryOutput two;
    render::write_day_feeds(world.input(), two);
    CHECK(titles(two.files().at("feed.json")).size() == 2);
  }
}

TEST_CASE("a paper that comes back is updated with the comment of its latest day") {
  Digest first{.date = Day(2026, 2, 26)};
  first.papers = {paper("2602.00001", "One"), paper("2602.00002", "Two")};
  Digest second{.date = Day(2026, 2, 27)};
  second.papers = {paper("2602.00001", "One")};
  second.papers[0].comment = "Again.";
  World world;
  world.library = Library({first, second});
  MemoryOutput out;
  write_feeds(world.input(), out);
  const Json items = Json::parse(out.files().at("papers.json")).at("items");
  REQUIRE(items.size() == 2);
  CHECK(items[0].at("date_published") == "2026-02-26T00:00:01Z");
  CHECK(items[0].at("date_modified") == "2026-02-27T00:00:00Z");
  CHECK(items[0].at("content_html").get<std::string>().find("Again.") != std::string::npos);
  CHECK(items[1].at("date_published") == "2026-02-26T00:00:00Z");
}

TEST_CASE("a feed holds its own papers, newest first") {
  World world;
  const render::SiteInput input = world.input();
  const auto ids = [](const render::PaperFeed& feed) {
    std::vector<std::string> ids;
    for (const Paper* one : feed.papers) ids.push_back(one->id.str());
    return ids;
  };
  using Ids = std::vector<std::string>;
  CHECK(ids(render::all_papers_feed(input)) == Ids{"2602.00003", "2602.00001", "2602.00002"});
  CHECK(ids(render::topic_feed(input, world.config.topics[0])) == Ids{"2602.00001", "2602.00002"});
  CHECK(ids(render::topic_feed(input, world.config.topics[1])) == Ids{"2602.00002"});
  CHECK(ids(render::author_feed(input, world.config.authors[0])) ==
        Ids{"2602.00001", "2602.00002"});
  CHECK(ids(render::search_feed(input, input.searches[0])) == Ids{"2602.00001"});

  world.config.feeds.papers = 1;
  CHECK(ids(render::all_papers_feed(input)) == Ids{"2602.00003"});
}

TEST_CASE("formulas are plain text, which readers without MathML show as well") {
  World world;
  std::vector<Digest> days = World::digests();
  for (Digest& day : days) {
    for (Entry& entry : day.papers)
      entry.abstract = R"(In $\frac{1}{n}$, $x^2$ & \sqrt{2} if $a < b$.)";
  }
  world.library = Library(std::move(days));
  MemoryOutput out;
  const render::SiteInput input = world.input();
  write_feeds(input, out);
  const Json feed = Json::parse(out.files().at("topics/efficiency/feed.json"));
  const std::string html = feed["items"][0]["content_html"];
  CHECK(html.find("<p>In 1/n, x² &amp; √2 if a &lt; b.</p>") != std::string::npos);
  CHECK(html.find("<math>") == std::string::npos);
  CHECK(feed["items"][0]["title"] == "Two O(n²)");
  CHECK(feed["items"][0]["tags"] == Json({"Efficiency", "Model Architecture"}));
}

TEST_CASE("a feed without papers is a feed") {
  World world;
  world.library = Library({});
  MemoryOutput out;
  const render::SiteInput input = world.input();
  write_feeds(input, out);
  pugi::xml_document atom;
  REQUIRE(atom.load_string(out.files().at("papers.xml").c_str()));
  CHECK(std::string(atom.child("feed").child_value("updated")) == "1970-01-01T00:00:00Z");
}

TEST_CASE("two runs give the same bytes") {
  const World world;
  MemoryOutput one;
  MemoryOutput two;
  const render::SiteInput input = world.input();
  write_feeds(input, one);
  write_feeds(input, two);
  CHECK(one.files() == two.files());
}

TEST_CASE("a tag names host, date and path") {
  struct Case {
    std::string base, expected;
  };
  const auto& [base, expected] = GENERATE(values<Case>({
      {"https://user.github.io/digest", "tag:user.github.io,2026-02-27:/digest/2026/02/27/"},
      {"https://papers.example.org", "tag:papers.example.org,2026-02-27:/2026/02/27/"},
      {"http://127.0.0.1:8000/x", "tag:127.0.0.1,2026-02-27:/x/2026/02/27/"},
      {"", "tag:localhost,2026-02-27:/2026/02/27/"},
  }));
  CAPTURE(base);
  CHECK(render::tag_uri(render::Routes(base), "2026-02-27",
                        render::Routes::day(Day(2026, 2, 27))) == expected);
}

TEST_CASE("the JSON of a day holds all data of its papers, that of a paper all its days") {
  const World world;
  const render::SiteInput input = world.input();
  const render::JsonTwins twins(input);
  const Json day = Json::parse(twins.day(world.library.digests()[1]));
  CHECK(day.at("format") == 2);
  CHECK(day.at("date") == "2026-02-27");
  CHECK(day.at("previous") == "https://user.github.io/digest/2026/02/26/index.json");
  CHECK(day.at("next") == "https://user.github.io/digest/2026/03/02/index.json");
  CHECK(day.at("status") == "complete");
  CHECK(day.at("counts").at("scanned").is_null());
  CHECK(day.at("papers").at(0).at("id") == "2602.00003");
  CHECK(day.at("bibtex") == "https://user.github.io/digest/2026/02/27/papers.bib");
  CHECK(day.at("ris") == "https://user.github.io/digest/2026/02/27/papers.ris");
  CHECK(day.at("urls").at("page") == "https://user.github.io/digest/papers/{id}/");
  const Json first = Json::parse(twins.day(world.library.digests()[0]));
  for (const Json& paper : first.at("papers")) {
    for (const Json& topic : paper.at("topics")) CHECK(first.at("topics").contains(topic));
    for (const char* key : {"title", "authors", "abstract", "comment", "score", "chosen_by"}) {
      CAPTURE(key);
      CHECK(paper.contains(key));
    }
  }

  const Json failed = Json::parse(twins.day(world.library.digests()[2]));
  CHECK(failed.at("status") == "failed");
  CHECK(failed.at("status_reason") == "the model did not answer");
  CHECK(failed.at("papers").empty());

  const Json paper = Json::parse(twins.paper(*world.library.find(*PaperId::parse("2602.00002"))));
  CHECK(paper.at("title") == "Two $O(n^2)$");
  CHECK(paper.at("page") == "https://user.github.io/digest/papers/2602.00002/");
  CHECK(paper.at("days").at(0).at("score") == 17);
  const std::string topic = paper.at("days").at(0).at("topics").at(1);
  CHECK(paper.at("topics").at(topic) == "Model Architecture");
}

TEST_CASE("llms.txt escapes what would be markup") {
  World world;
  world.config.site.title = "A [link](javascript:x)\n# two";
  const std::string text = render::llms_txt(world.input());
  CHECK(text.rfind("# A \\[link\\](javascript:x) \\# two\n", 0) == 0);
  CHECK(text.find("[2026-02-27](https://user.github.io/digest/2026/02/27/index.json): 1 paper") !=
        std::string::npos);
}

TEST_CASE("a sitemap is split above its limit") {
  const render::Routes routes("https://user.github.io/digest");
  std::vector<render::SitemapPage> pages;
  for (int day = 1; day <= 5; ++day) {
    pages.push_back(
        {.route = render::Routes::day(Day(2026, 2, day)), .changed = Day(2026, 2, day)});
  }
  pages.push_back({.route = render::Routes::file("a&b.html"), .changed = {}});

  MemoryOutput whole;
  render::write_sitemap(routes, pages, whole);
  REQUIRE(whole.files().size() == 1);
  pugi::xml_document map;
  REQUIRE(map.load_string(whole.files().at("sitemap.xml").c_str()));
  const pugi::xml_node first = map.child("urlset").child("url");
  CHECK(std::string(first.child_value("loc")) == "https://user.github.io/digest/2026/02/01/");
  CHECK(std::string(first.child_value("lastmod")) == "2026-02-01");

  MemoryOutput parts;
  render::write_sitemap(routes, pages, parts, 4);
  CHECK(parts.files().size() == 3);
  for (const std::string& path : render::sitemap_paths(pages.size(), 4)) {
    CHECK(parts.files().count(path) == 1);
  }
  REQUIRE(map.load_string(parts.files().at("sitemap.xml").c_str()));
  CHECK(std::string(map.child("sitemapindex").last_child().child_value("loc")) ==
        "https://user.github.io/digest/sitemap-2.xml");

  MemoryOutput full;
  render::write_sitemap(routes, pages, full, pages.size());
  CHECK(full.files().size() == 1);
  CHECK(render::sitemap_paths(pages.size(), pages.size()).size() == 1);

  MemoryOutput none;
  render::write_sitemap(routes, {}, none);
  CHECK(map.load_string(none.files().at("sitemap.xml").c_str()));
}

TEST_CASE("robots.txt names the sitemap") {
  MemoryOutput out;
  render::write_robots(render::Routes("https://user.github.io/digest"), out);
  CHECK(out.files().at("robots.txt").find("Sitemap: https://user.github.io/digest/sitemap.xml\n") !=
        std::string::npos);
  CHECK(out.files().at(".nojekyll").empty());
}

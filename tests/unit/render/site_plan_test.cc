#include "unit/render/site_scene.h"

using namespace broadsheet;
using render::SiteInput;
using theme::Theme;
using namespace broadsheet::test::site_scene;

TEST_CASE("every kind of page is written") {
  CHECK(world().problems.str() == "");
  for (const std::string path :
       {"index.html", "404.html", "months/index.html", "2026/index.html", "2026/02/index.html",
        "2026/02/24/index.html", "2026/03/03/index.html", "papers/2602.00001/index.html",
        "papers/hep-th_9901001/index.html", "search/index.html", "searches/moe/index.html",
        "topics/index.html", "topics/architecture/index.html", "trends/index.html",
        "authors/index.html", "authors/yann-lecun/index.html", "starred/index.html",
        "about/index.html", "prompts/p1/index.html"}) {
    CAPTURE(path);
    CHECK(world().output.files().count(path) == 1);
  }
}

TEST_CASE("a file that is made alone, in another order, is that of the whole site") {
  const SiteInput input = world().input();
  Diagnostics problems;
  render::SitePlan plan(input, problems);
  std::vector<std::string> paths = plan.paths();
  CHECK(paths.size() == world().output.files().size());
  std::reverse(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    CAPTURE(path);
    CHECK(plan.make(path) == world().page(path));
  }
  CHECK_FALSE(plan.make("nowhere.html"));
}

TEST_CASE("every page has its frame: language, policy, title, description, address, feeds") {
  for (const auto& [path, html] : world().output.files()) {
    if (!path.ends_with(".html")) continue;
    CAPTURE(path);
    CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    CHECK(holds(html, "http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'"));
    CHECK(count(html.substr(0, html.find("</head>")), "<title>") == 1);
    CHECK(count(html, "<meta name=\"description\"") == 1);
    CHECK(count(html, "<h1") == 1);
    CHECK(count(html, "<main") == 1);
    CHECK(holds(html, "href=\"/digest/feed.xml\""));
    CHECK(holds(html, "href=\"/digest/feed.json\""));
    CHECK(holds(html, "</html>"));
    const bool listed = path != "404.html";
    CHECK(count(html, "<link rel=\"canonical\" href=\"https://user.github.io/digest/") ==
          (listed ? 1 : 0));
  }
}

TEST_CASE(
    "no page has a script, a style or a handler of its own, or asks another host for anything") {
  // Elements as a browser sees them: text is escaped, so '<' begins a tag and nothing else.
  const std::regex tag("<([a-zA-Z0-9]+)((?:[^<>\"]|\"[^\"]*\")*)>");
  for (const auto& [path, html] : world().output.files()) {
    if (!path.ends_with(".html")) continue;
    CAPTURE(path);
    for (std::sregex_iterator it(html.begin(), html.end(), tag), end; it != end; ++it) {
      const std::string name = (*it)[1];
      const std::string attributes = (*it)[2];
      CAPTURE(name, attributes);
      const std::regex handler("(^|\\s)on[a-z]+\\s*=");
      const std::string outside_quotes =
          std::regex_replace(attributes, std::regex("\"[^\"]*\""), "\"\"");
      CHECK_FALSE(std::regex_search(outside_quotes, handler));
      CHECK_FALSE(holds(outside_quotes, "style="));
      CHECK(name != "style");
      CHECK(name != "img");
      CHECK(name != "iframe");
      if (name == "script") {
        const bool data = holds(attributes, "type=\"application/json\"");
        CHECK((data || holds(attributes, "src=\"/digest/")));
      }
      CHECK_FALSE(holds(attributes, "href=\"javascript:"));
      if (name == "link" && holds(attributes, "rel=\"stylesheet\"")) {
        CHECK(holds(attributes, "href=\"/digest/assets/"));
      }
    }
  }
}

TEST_CASE("hostile text stays text") {
  const std::string& day = world().page("2026/02/27/index.html");
  CHECK(holds(day, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(holds(day, "{{heading}} {{{map}}}"));  // a value is never read as a template
  CHECK(holds(day, "&lt;img src=x onerror=alert(2)&gt;"));
  const std::string& paper = world().page("papers/2602.00003/index.html");
  CHECK_FALSE(holds(paper, "<script>alert"));
  CHECK_FALSE(holds(paper, "<img"));
  const std::string& about = world().page("about/index.html");
  CHECK(holds(about, "<h1>About us</h1>"));
  CHECK(holds(about, "<em>well</em>"));
  CHECK_FALSE(holds(about, "<script>x"));
  CHECK(holds(world().page("prompts/p1/index.html"), "&lt;b&gt;well&lt;/b&gt; {{heading}}."));
}

TEST_CASE("links within the site lead to pages that exist") {
  const std::regex link("href=\"/digest/([^\"#?]*)");
  const auto made_elsewhere = [](const std::string& path) {
    return path.ends_with(".xml") || path.ends_with(".json") || path.ends_with(".bib") ||
           path.ends_with(".ris") || path.starts_with("search/");
  };
  for (const auto& [path, html] : world().output.files()) {
    if (!path.ends_with(".html")) continue;
    for (std::sregex_iterator it(html.begin(), html.end(), link), end; it != end; ++it) {
      const std::string target = (*it)[1];
      if (made_elsewhere(target)) continue;
      CAPTURE(path, target);
      const bool folder = target.empty() || target.back() == '/';
      CHECK(world().output.files().count(folder ? target + "index.html" : target) == 1);
    }
  }
}

TEST_CASE("without base_url there is no canonical address, and links begin at the root") {
  const World plain("");
  const std::string& day = plain.page("2026/02/24/index.html");
  CHECK_FALSE(holds(day, "canonical"));
  CHECK(holds(day, "href=\"/2026/02/27/\""));
}

TEST_CASE("the same input gives the same bytes") {
  const World again;
  CHECK(again.output.files() == world().output.files());
}

TEST_CASE("a later day changes no page of an earlier paper") {
  std::vector<Digest> days = digests();
  days.erase(days.begin() + 1, days.end());
  config::Config config = world().config;
  const auto render = [&](const Library& library) {
    MemoryOutput output;
    Diagnostics problems;
    const SiteInput input = input_of(library, config);
    write(input, output, problems);
    return output.files();
  };
  const auto before = render(Library(days));
  Digest next{.date = Day(2026, 2, 25)};
  next.papers = {paper("2602.00044", "New", 10, 10)};
  days.push_back(next);
  const auto after = render(Library(days));
  for (const std::string path : {"papers/2602.00001/index.html", "papers/2602.00002/index.html"}) {
    CAPTURE(path);
    CHECK(before.at(path) == after.at(path));
  }
}

TEST_CASE("a site without any digest still has its pages") {
  const Library none({});
  config::Config config;
  MemoryOutput output;
  Diagnostics problems;
  const SiteInput input = input_of(none, config);
  write(input, output, problems);
  CHECK(problems.str() == "");
  CHECK(holds(output.files().at("index.html"), "There is no issue yet."));
  CHECK(output.files().count("404.html") == 1);
}

TEST_CASE("with a theme that has a mistake nothing is written") {
  Theme broken = test_theme();
  broken.templates["day"].text += "{{nothing_gives_this}}";
  const Library none({});
  config::Config config;
  MemoryOutput output;
  Diagnostics problems;
  const SiteInput input = input_of(none, config, broken);
  write(input, output, problems);
  CHECK(problems.errors() == 1);
  CHECK(output.files().empty());
}

TEST_CASE("a 5 MB title and 2,000 authors pass through") {
  Digest digest{.date = Day(2026, 2, 24)};
  digest.papers = {paper("2602.00001", std::string(5'000'000, '<'), 10, 8)};
  digest.papers[0].authors = std::vector<std::string>(2000, "Ada Lovelace");
  const Library library({digest});
  config::Config config;
  MemoryOutput output;
  Diagnostics problems;
  const SiteInput input = input_of(library, config);
  write(input, output, problems);
  CHECK(problems.str() == "");
  CHECK_FALSE(holds(output.files().at("2026/02/24/index.html"), "<<"));
}

TEST_CASE(
    "a prompt's page shows it rendered, with all its text; one that no day used has no page") {
  const std::string page = world().page("prompts/p1/index.html");
  CHECK(holds(page, "<h2>Topics</h2>"));
  CHECK(holds(page, "<li><strong>Select</strong> &lt;b&gt;well&lt;/b&gt;"));
  CHECK(holds(page, "<p>&lt;PAPERS&gt;"));
  CHECK(world().output.files().count("prompts/draft/index.html") == 0);
}

#include "unit/render/site_scene.h"

using namespace broadsheet;
using render::SiteInput;
using theme::Theme;
using namespace broadsheet::test::site_scene;

TEST_CASE("a year leads to the years before and after it that have a page") {
  config::Config config;
  MemoryOutput output;
  Diagnostics problems;
  const Library library(
      {{.date = Day(2022, 3, 1)}, {.date = Day(2024, 3, 1)}, {.date = Day(2027, 3, 1)}});
  write(input_of(library, config), output, problems);
  const std::string& page = output.files().at("2024/index.html");
  CHECK(holds(page, "href=\"/2022/\""));
  CHECK(holds(page, "href=\"/2027/\""));
  CHECK_FALSE(holds(page, "href=\"/2023/\""));
  CHECK_FALSE(holds(page, "href=\"/2025/\""));
  CHECK_FALSE(output.files().contains("2023/index.html"));
}

TEST_CASE("a quote in an author's name does not end the phrase that is searched for") {
  config::Config config;
  config.authors = {{.name = "Ada \"Countess\" Lovelace", .aliases = {}, .semantic_scholar = ""}};
  MemoryOutput output;
  Diagnostics problems;
  const Library none({});
  write(input_of(none, config), output, problems);
  CHECK(holds(output.files().at("authors/ada-countess-lovelace/index.html"),
              "?q=author%3A%22Ada%20Countess%20Lovelace%22"));
}

TEST_CASE("a digest without scores has no words about scores") {
  std::vector<std::string> ids;
  for (int i = 10; i < 22; ++i) ids.push_back("2602.000" + std::to_string(i));
  Digest nothing = unscored(Day(2026, 2, 27), {});
  nothing.counts.scanned = 50;
  const auto site = site_of({unscored(Day(2026, 2, 26), ids), nothing}, config_with_topic());
  for (const auto& [path, text] : site) {
    if (!path.ends_with(".html") && path != "llms.txt") continue;
    CAPTURE(path);
    CHECK_FALSE(holds(text, "relevance and novelty"));
    CHECK_FALSE(holds(text, "Relevance"));
    CHECK_FALSE(holds(text, "$0"));
    CHECK_FALSE(holds(text, "name=\"min\""));
    CHECK_FALSE(holds(text, "class=\"band\" id="));
    CHECK_FALSE(holds(text, "score:&gt;"));
    CHECK_FALSE(holds(text, "0 tokens"));
    CHECK_FALSE(holds(text, "reached the cut-off"));
    if (path == "search/index.html") continue;
    CHECK_FALSE(holds(text, "Why it was selected"));
    CHECK_FALSE(holds(text, ">Score"));
    CHECK_FALSE(holds(text, "Score and issues"));
  }
  const std::string& day = site.at("2026/02/26/index.html");
  CHECK(in_order(day, {"id=\"p2602-00010\"", "id=\"p2602-00011\"", "id=\"p2602-00021\""}));
  CHECK(holds(site.at("2026/02/26/index.json"), "\"score\":null"));
  const std::string& month = site.at("2026/02/index.html");
  CHECK(holds(month, "First in their issues"));
  CHECK(in_order(month, {"Title 2602.00010", "Title 2602.00011", "Title 2602.00012"}));
  CHECK(holds(site.at("2026/02/27/index.html"), "50 papers scanned."));
}

TEST_CASE("the newest papers of a topic begin with the first of the newest day") {
  const auto site = site_of({unscored(Day(2026, 2, 26), {"2602.00001", "2602.00002"}),
                             unscored(Day(2026, 2, 27), {"2602.00003", "2602.00004"})},
                            config_with_topic());
  const std::string& topic = site.at("topics/architecture/index.html");
  CHECK(in_order(topic,
                 {"Title 2602.00003", "Title 2602.00001", "<details",  // leading ones
                  "Title 2602.00003", "Title 2602.00004", "Title 2602.00001", "Title 2602.00002"}));
}

TEST_CASE("a young digest has a list of issues in place of charts") {
  const auto young = site_of({digests().front()}, config_with_topic());
  const std::string& month = young.at("2026/02/index.html");
  CHECK_FALSE(holds(month, "class=\"figs\""));
  CHECK_FALSE(holds(month, "cal big"));
  CHECK(holds(month, "Tue 24 February"));
  CHECK(holds(month, "Best of these papers"));
  CHECK_FALSE(holds(young.at("topics/architecture/index.html"), "<figure"));
  CHECK_FALSE(holds(young.at("2026/index.html"), "Papers per month"));

  std::vector<Digest> week;
  for (int i = 0; i < 7; ++i) {
    const std::string id = "2602.0010" + std::to_string(i);
    week.push_back(Digest{.date = Day(2026, 2, 2 + i)});
    week.back().papers = {paper(id, id, 9, 8)};
  }
  const auto older = site_of(week, config_with_topic());
  CHECK(holds(older.at("2026/02/index.html"), "cal big"));
  CHECK(holds(older.at("2026/02/index.html"), "Papers per day, February 2026"));
  CHECK(holds(older.at("2026/02/index.html"), "<b>1<span class=\"vh\"> paper</span></b>"));
}

TEST_CASE("pages have Open Graph properties with description and address") {
  const std::string& day = world().page("2026/02/24/index.html");
  for (const std::string part :
       {"<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:title\" content=\"Tuesday, 24 February 2026\">",
        "<meta name=\"description\" property=\"og:description\" content=\"",
        "<meta property=\"og:url\" content=\"https://user.github.io/digest/2026/02/24/\">"}) {
    CAPTURE(part);
    CHECK(holds(day, part));
  }
  CHECK_FALSE(holds(day, "name=\"og:"));
  CHECK(holds(world().page("2026/02/index.html"), "property=\"og:type\" content=\"website\""));
}

TEST_CASE("the site and each month have an image that messengers show beside a link") {
  const auto image = [](const std::string& path) {
    const std::string mark = "<meta property=\"og:image\" content=\"";
    const std::string& page = world().page(path);
    const std::size_t at = page.find(mark);
    REQUIRE(at != std::string::npos);
    const std::size_t begin = at + mark.size();
    return page.substr(begin, page.find('"', begin) - begin);
  };
  const std::string site = "https://user.github.io/digest/";
  CHECK(image("index.html") == site + "share.png");
  CHECK(image("topics/index.html") == site + "share.png");
  for (const char* path :
       {"2026/02/index.html", "2026/02/24/index.html", "papers/2602.00001/index.html"}) {
    CAPTURE(path);
    CHECK(image(path) == site + "2026/02/share.png");
  }
  for (const auto& [path, bytes] : world().output.files()) {
    if (path.ends_with(".png")) CHECK(bytes.starts_with("\x89PNG"));
  }
  CHECK(world().output.files().count("share.png") == 1);
  CHECK(world().output.files().count("2026/02/share.png") == 1);
  CHECK(world().output.files().count("2026/03/share.png") == 1);
  CHECK_FALSE(holds(World("").page("index.html"), "og:image"));
}

TEST_CASE("texts of a day and a month are on their pages, with links to papers that are here") {
  const config::Config config;
  const Library library(
      {{.date = Day(2026, 2, 24),
        .papers = {paper("2602.00001", "First", 8, 7), paper("doi:10.1234/abc", "Second", 8, 7)}}});
  SiteInput input = input_of(library, config);
  input.texts = {{.name = "2026-02",
                  .markdown = "## Memory\n\n- [One](https://arxiv.org/abs/2602.00001v2): *why*\n"
                              "- [Two](https://doi.org/10.1234/ABC)\n"
                              "- [Not here](https://arxiv.org/abs/2602.00009)\n"},
                 {.name = "2026-02-24",
                  .markdown = "# Hotspots of the day\n\n## Memory\n\n<script>alert(1)</script>\n\n"
                              "[One](https://huggingface.co/papers/2602.00001) "
                              "[bad](javascript:alert(1))\n"},
                 {.name = "2026-02-25", .markdown = "A day without an issue.\n"}};
  MemoryOutput output;
  Diagnostics problems;
  write(input, output, problems);
  const std::string& month = output.files().at("2026/02/index.html");
  CHECK(holds(month, "<details class=\"text\" open><summary><h2>Summary of the month</h2>"));
  CHECK(holds(month, "<h3 id=\"text-2026-02-memory\">Memory</h3>"));
  CHECK(holds(month, "<a href=\"/papers/2602.00001/\">One</a>: <em>why</em>"));
  CHECK(holds(month, "<a href=\"/papers/doi_10.1234_abc/\">Two</a>"));
  CHECK(holds(month, "<a href=\"https://arxiv.org/abs/2602.00009\">Not here</a>"));
  CHECK(holds(month, "A day without an issue."));
  CHECK_FALSE(holds(month, "Hotspots of the day"));
  const std::string& day = output.files().at("2026/02/24/index.html");
  CHECK(holds(day, "<details class=\"text\"><summary><h2>Hotspots of the day</h2>"));
  CHECK(holds(day, "<a href=\"/papers/2602.00001/\">One</a>"));
  CHECK_FALSE(holds(day, "alert(1)"));
  CHECK(holds(output.files().at("2026/02/24/index.json"), "\"text\": \"# Hotspots of the day"));
}

TEST_CASE("each column of a small calendar has a letter of its own") {
  const auto [language, columns] = GENERATE(table<std::string, std::vector<std::string>>(
      {{"de", {"Montag\">M<", "Dienstag\">D<", "Mittwoch\">M<", "Sonntag\">S<"}},
       {"zh", {"星期一\">一<", "星期二\">二<", "星期六\">六<", "星期日\">日<"}}}));
  CAPTURE(language);
  Diagnostics problems;
  const std::vector<fs::path> roots = {fs::path(BROADSHEET_SOURCE_DIR) / "themes"};
  const Theme theme = theme::load_theme("broadsheet", roots, language, problems);
  const Library library(digests());
  config::Config config;
  MemoryOutput output;
  write(input_of(library, config, theme), output, problems);
  std::string head = output.files().at("2026/index.html");
  head = head.substr(head.find("<thead>"));
  head = head.substr(0, head.find("</thead>"));
  CAPTURE(head);
  for (const std::string& column : columns) CHECK(holds(head, column));
}

#include "render/site_plan.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "json/writer.h"
#include "support/catch.h"
#include "text/escape.h"

using namespace broadsheet;
using render::SiteInput;
using theme::Theme;

namespace {

constexpr char kHostile[] =
    "<script>alert(1)</script> {{heading}} {{{map}}} \"><img src=x onerror=alert(2)> "
    "javascript:alert(3) ]]> <!-- \\href{javascript:alert(4)}{x}";

const Theme& test_theme() {
  static const Theme shipped = [] {
    Diagnostics problems;
    const std::vector<fs::path> roots = {fs::path(BROADSHEET_SOURCE_DIR) / "themes"};
    return theme::load_theme("broadsheet", roots, "en", problems);
  }();
  return shipped;
}

Entry paper(const std::string& id, const std::string& title, double relevance, double novelty) {
  Entry entry{.id = *ArxivId::parse(id)};
  entry.title = title;
  entry.authors = {"Ada Lovelace", "José Hernández"};
  entry.abstract = "We prove $a < b$. Code: https://github.com/owner/name.";
  entry.comment = "Architecture: a new layer.";
  entry.relevance = relevance;
  entry.novelty = novelty;
  entry.score = relevance + novelty;
  entry.topics = {"architecture"};
  return entry;
}

Entry match(const std::string& id, const std::string& title) {
  Entry entry{.id = *ArxivId::parse(id)};
  entry.title = title;
  entry.authors = {"Yann LeCun"};
  entry.abstract = "Predicts.";
  entry.comment = "Author match";
  entry.score = 20;
  entry.chosen_by = ChosenBy::FollowedAuthor;
  return entry;
}

std::vector<Digest> digests() {
  Digest first{.date = Day(2026, 2, 24)};
  first.model = "gpt-5";
  first.usage = {.prompt_tokens = 60745,
                 .completion_tokens = 51376,
                 .cached_tokens = {},
                 .prompt_cost = 0.08,
                 .completion_cost = 0.51,
                 .cached_cost = {},
                 .stated_cost = {}};
  first.counts = {.announced = 613, .scanned = 420, .selected = 4};
  first.prompt = "p1";
  first.papers = {match("2602.00009", "By one we follow"), paper("2602.00001", "Leading", 10, 8),
                  paper("2602.00002", "Strong $O(n^2)$", 9, 8),
                  paper("hep-th/9901001", "Brief", 8, 7)};
  first.papers[2].spotlight = {SpotlightKind::DailyHot, "Daily Hot", "hot & new"};

  Digest second{.date = Day(2026, 2, 27)};
  second.papers = {paper("2602.00001", "Leading", 9, 8), paper("2602.00003", kHostile, 8, 7)};
  Entry& hostile = second.papers[1];
  hostile.abstract = hostile.comment = kHostile;
  hostile.authors = std::vector<std::string>(40, kHostile);
  hostile.doi = hostile.licence = hostile.journal_reference = kHostile;
  hostile.categories = {kHostile};
  hostile.topics = {kHostile};
  second.model = kHostile;
  second.status = DayStatus::Partial;
  second.status_reason = kHostile;

  Digest failed{.date = Day(2026, 3, 2)};
  failed.status = DayStatus::Failed;
  failed.status_reason = "the model did not answer";
  failed.counts = {.announced = 489, .scanned = 312, .selected = 0};

  Digest empty{.date = Day(2026, 3, 3)};
  empty.counts = {.announced = 200, .scanned = 137, .selected = 0};
  empty.model = "gpt-5";
  return {first, second, failed, empty};
}

/// No more than the pages' own: no maths, no prompts, nothing found. All that is given must outlive
/// it.
SiteInput input_of(const Library& library, const config::Config& config,
                   const Theme& look = test_theme()) {
  return {.library = library,
          .config = config,
          .theme = look,
          .maths = {},
          .topics = {},
          .prompts = {},
          .pages = {},
          .related = {},
          .trends = {},
          .searches = {},
          .progress = {}};
}

void write(const SiteInput& input, OutputSink& sink, Diagnostics& problems) {
  render::SitePlan(input, problems).write(sink);
}

struct World {
  config::Config config;
  Library library{digests()};
  MemoryOutput output;
  Diagnostics problems;

  explicit World(const std::string& base_url = "https://user.github.io/digest") {
    config.site.title = "Digest & Co";
    config.site.base_url = base_url;
    config.topics = {
        {.id = "architecture", .label = "Model <Architecture>", .aliases = {}, .keywords = {}}};
    config.authors = {{.name = "Yann LeCun", .aliases = {}, .semantic_scholar = ""}};
    write(input(), output, problems);
  }

  SiteInput input() const {
    SiteInput made = input_of(library, config);
    made.prompts = {{"p1", "## Topics\n\n- **Select** <b>well</b> {{heading}}.\n\n<PAPERS>\n"},
                    {"draft", "No model was given this."}};
    made.pages = {
        {.name = "about", .markdown = "# About us\n\n<script>x</script>\n\nMade *well*."}};
    made.related = std::vector<std::vector<RelatedPaper>>(library.papers().size());
    made.related[0] = {{.paper = 1, .shared_terms = {"sparse <attention>"}}};
    made.trends = {{.term = "mamba <b>", .rise = 3.21, .counts = {1, 4}, .papers = {0}}};
    made.searches = {
        {.slug = "moe", .name = "MoE <i>", .query = "moe \"x\"", .total = 1, .papers = {0}}};
    return made;
  }

  const std::string& page(const std::string& path) const {
    REQUIRE(output.files().count(path) == 1);
    return output.files().at(path);
  }
};

const World& world() {
  static const World made;
  return made;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
    ++times;
  return times;
}

}  // namespace

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

TEST_CASE("a stated total is the day's cost on every page, else the sum of the parts") {
  struct Case {
    std::optional<double> stated;
    std::optional<double> prompt;
    std::string shown;
  };
  const auto& [stated, prompt, shown] = GENERATE(values<Case>({
      {0.58, 0.08, "$0.58"},
      {0.58, std::nullopt, "$0.58"},
      {std::nullopt, 0.08, "$0.59"},
  }));
  CAPTURE(stated, prompt);
  std::vector<Digest> days = digests();
  days.erase(days.begin() + 1, days.end());
  days[0].usage.stated_cost = stated;
  days[0].usage.prompt_cost = prompt;
  // Months and years show costs beside charts, which need some days with papers.
  for (int day = 2; day <= 12; ++day) {
    days.push_back({.date = Day(2026, 2, day),
                    .papers = {paper("2602.001" + std::to_string(10 + day), "Another", 9, 8)}});
  }
  const Library library(std::move(days));
  const config::Config config;
  SiteInput input = input_of(library, config);
  input.prompts = {{"p1", "Select well."}};
  MemoryOutput output;
  Diagnostics problems;
  write(input, output, problems);
  CHECK(holds(output.files().at("2026/02/24/index.html"), "for " + shown + "."));
  CHECK(holds(output.files().at("2026/02/index.html"), shown));
  CHECK(holds(output.files().at("2026/index.html"), shown));
  CHECK(
      holds(output.files().at("2026/02/24/index.json"), "\"total_cost_usd\": " + shown.substr(1)));
}

TEST_CASE("a day's page shows what the day was made from") {
  const std::string& day = world().page("2026/02/24/index.html");
  CHECK(holds(day, "Tuesday, 24 February 2026</h1>"));
  CHECK(holds(day, "613 papers on arXiv, 420 scanned, 4 relevant. Selected by gpt-5 for $0.59."));
  for (const std::string part :
       {"Total arXiv papers", "Total scanned papers", "Total relevant papers", "60,745", "51,376",
        "112,121", "$0.08", "$0.51", "$0.59", "Made with gpt-5", "href=\"/digest/prompts/p1/\"",
        "href=\"/digest/2026/02/\"", "https://arxiv.org/abs/hep-th/9901001",
        "https://arxiv.org/pdf/2602.00002", "https://arxiv.org/html/2602.00001",
        "href=\"https://github.com/owner/name\"", "Daily Hot", "hot &amp; new",
        "1 of these papers appears again on 27 February."}) {
    CAPTURE(part);
    CHECK(holds(day, part));
  }
  // Papers of followed authors first, then by band; contents and papers agree.
  const std::vector<std::string> anchors = {"p2602-00009", "p2602-00001", "p2602-00002",
                                            "phep-th-9901001"};
  std::size_t in_contents = 0;
  std::size_t in_papers = 0;
  for (const std::string& anchor : anchors) {
    CAPTURE(anchor);
    const std::size_t link = day.find("href=\"#" + anchor + "\"");
    const std::size_t article = day.find("id=\"" + anchor + "\"");
    REQUIRE(link != std::string::npos);
    REQUIRE(article != std::string::npos);
    CHECK(link > in_contents);
    CHECK(article > in_papers);
    in_contents = link;
    in_papers = article;
  }
  CHECK(count(day, "We prove") == 3);  // abstracts once each
  CHECK_FALSE(holds(day, "rel=\"prev\""));
  CHECK(holds(day, "rel=\"next\" href=\"/digest/2026/02/27/\""));
}

TEST_CASE("an issue is filtered by its topics' ids, not by their colours, which come again") {
  const std::string& page = world().page("2026/02/27/index.html");
  CHECK(holds(page, "<option value=\"architecture\">"));
  CHECK(holds(page, "data-topic=\"architecture\""));
  CHECK_FALSE(holds(page, "data-topic=\"t1\""));
}

TEST_CASE("a paper that comes back says when it stood here before, and with which score") {
  const std::string& day = world().page("2026/02/27/index.html");
  CHECK(holds(day, "<a href=\"/digest/2026/02/24/\">Seen before: 24 Feb</a> (18)"));
  CHECK(holds(day, "data-seen"));
  CHECK(holds(day, "No issue on 25 and 26 February."));
  const std::string& paper = world().page("papers/2602.00001/index.html");
  CHECK(holds(paper, "Tuesday, 24 February 2026"));
  CHECK(holds(paper, "Friday, 27 February 2026"));
  CHECK(holds(paper, "as number 1 of 2"));
}

TEST_CASE("failed, empty and incomplete days read differently") {
  CHECK(holds(world().page("2026/03/02/index.html"),
              "arXiv announced 489 papers and 312 were scanned, but the model did not answer"));
  CHECK(holds(world().page("2026/03/02/index.html"), "Last complete issue: 24 February 2026"));
  CHECK(holds(world().page("2026/03/03/index.html"), "No paper passed today."));
  CHECK(holds(world().page("2026/03/03/index.html"), "137 papers were scanned and scored"));
  CHECK(holds(world().page("2026/02/27/index.html"), "This issue is incomplete."));
  const std::string& month = world().page("2026/03/index.html");
  CHECK(holds(month, "<span class=\"fail\">2</span>"));
  CHECK(holds(month, "nothing selected"));
}

TEST_CASE("a paper's page tells reference managers what it is about") {
  const std::string& paper = world().page("papers/hep-th_9901001/index.html");
  for (const std::string part :
       {"<meta name=\"citation_title\" property=\"og:title\" content=\"Brief\">",
        "<meta name=\"citation_author\" content=\"Lovelace, Ada\">",
        "<meta name=\"citation_author\" content=\"Hernández, José\">",
        "<meta name=\"citation_publication_date\" content=\"1999/01\">",
        "<meta name=\"citation_arxiv_id\" content=\"hep-th/9901001\">",
        "<meta name=\"citation_pdf_url\" content=\"https://arxiv.org/pdf/hep-th/9901001\">"}) {
    CAPTURE(part);
    CHECK(holds(paper, part));
  }
  CHECK(holds(paper, "Ada Lovelace"));
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

TEST_CASE("a year leads to the years before and behind it that have a page") {
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

namespace {

/// A digest of the recommender: an order, and no scores.
Digest unscored(Day day, const std::vector<std::string>& ids) {
  Digest digest{.date = day};
  digest.usage = {.prompt_tokens = 0,
                  .completion_tokens = 0,
                  .cached_tokens = {},
                  .prompt_cost = 0.0,
                  .completion_cost = 0.0,
                  .cached_cost = {}};
  for (const std::string& id : ids) {
    Entry entry = paper(id, "Title " + id, 0, 0);
    entry.relevance = entry.novelty = entry.score = std::nullopt;
    entry.chosen_by = ChosenBy::Recommender;
    entry.comment.clear();
    digest.papers.push_back(entry);
  }
  return digest;
}

std::map<std::string, std::string> site_of(std::vector<Digest> days, const config::Config& config) {
  const Library library(std::move(days));
  MemoryOutput output;
  Diagnostics problems;
  write(input_of(library, config), output, problems);
  CHECK(problems.str() == "");
  return {output.files().begin(), output.files().end()};
}

config::Config config_with_topic() {
  config::Config config;
  config.topics = {{.id = "architecture", .label = "Architecture", .aliases = {}, .keywords = {}}};
  return config;
}

/// Positions of texts in a page, which must have all of them.
bool in_order(const std::string& page, const std::vector<std::string>& parts) {
  std::size_t last = 0;
  for (const std::string& part : parts) {
    const std::size_t at = page.find(part, last);
    CAPTURE(part);
    CHECK(at != std::string::npos);
    if (at == std::string::npos) return false;
    last = at;
  }
  return true;
}

}  // namespace

TEST_CASE("a digest without scores says nothing about scores") {
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
    if (path != "search/index.html") CHECK_FALSE(holds(text, "Why it was selected"));
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

TEST_CASE(
    "a prompt's page shows it rendered, with all its text; one that no day used has no page") {
  const std::string page = world().page("prompts/p1/index.html");
  CHECK(holds(page, "<h2>Topics</h2>"));
  CHECK(holds(page, "<li><strong>Select</strong> &lt;b&gt;well&lt;/b&gt;"));
  CHECK(holds(page, "<p>&lt;PAPERS&gt;"));
  CHECK(world().output.files().count("prompts/draft/index.html") == 0);
}

TEST_CASE("a day that others link to is not imported; it is no day without issue") {
  World world;
  std::vector<Digest> days = digests();
  days[1].extra.add(kNeighbours, json::List{"2026-02-25", "2026-02-23"});
  const Library library(std::move(days));
  MemoryOutput output;
  write(input_of(library, world.config), output, world.problems);
  const std::string day = output.files().at("2026/02/27/index.html");
  CHECK(day.find("No issue on 26 February.") != std::string::npos);
  CHECK(day.find("Not imported: 25 February.") != std::string::npos);
  const std::string month = output.files().at("2026/02/index.html");
  CHECK(month.find("No issue on 26 February.") != std::string::npos);
  CHECK(month.find("Not imported: 23 and 25 February.") != std::string::npos);
  std::size_t notes = 0;
  for (std::size_t at = 0; (at = month.find("not imported</span>", at)) != std::string::npos; ++at)
    ++notes;
  CHECK(notes == 2);
}

TEST_CASE("a young digest has a list of issues in place of charts") {
  const auto young = site_of({digests().front()}, config_with_topic());
  const std::string& month = young.at("2026/02/index.html");
  CHECK_FALSE(holds(month, "class=\"figs\""));
  CHECK_FALSE(holds(month, "cal big"));
  CHECK(holds(month, "Tue 24 February"));
  CHECK(holds(month, "Best of these papers"));
  CHECK_FALSE(holds(young.at("topics/architecture/index.html"), "<figure"));

  std::vector<Digest> week;
  for (int i = 0; i < 7; ++i) {
    const std::string id = "2602.0010" + std::to_string(i);
    week.push_back(Digest{.date = Day(2026, 2, 2 + i)});
    week.back().papers = {paper(id, id, 9, 8)};
  }
  const auto older = site_of(week, config_with_topic());
  CHECK(holds(older.at("2026/02/index.html"), "cal big"));
  CHECK(holds(older.at("2026/02/index.html"), "Papers per day, February 2026"));
}

TEST_CASE("a day is grouped as config.yaml asks, and keeps the published order elsewhere") {
  Digest digest{.date = Day(2026, 2, 24)};
  digest.papers = {paper("2602.00001", "Low", 7, 8), paper("2602.00002", "High", 10, 10),
                   paper("2602.00003", "Other", 9, 8)};
  digest.papers[1].topics = {};
  digest.papers[1].comment = "Fast.";
  config::Config config = config_with_topic();
  const auto low_high_other = [](const std::string& page, const std::vector<int>& order) {
    std::vector<std::string> ids;
    for (const int number : order) ids.push_back("id=\"p2602-0000" + std::to_string(number));
    return in_order(page, ids);
  };
  const std::string path = "2026/02/24/index.html";
  const auto by_score = site_of({digest}, config);
  CHECK(low_high_other(by_score.at(path), {2, 3, 1}));
  CHECK(holds(by_score.at(path), "data-place=\"1\""));
  CHECK(holds(by_score.at(path), "<option value=\"place\">Printed order</option>"));

  config.day.group = config::DayGroup::Topic;
  const auto by_topic = site_of({digest}, config);
  CHECK(low_high_other(by_topic.at(path), {1, 3, 2}));
  CHECK(in_order(by_topic.at(path), {"id=\"topic-architecture\"", "id=\"topic-none\""}));

  config.day.group = config::DayGroup::None;
  const auto as_published = site_of({digest}, config);
  CHECK(low_high_other(as_published.at(path), {1, 2, 3}));
  CHECK_FALSE(holds(as_published.at(path), "class=\"band\" id="));
  CHECK(holds(as_published.at(path), "<option value=\"\">Printed order</option>"));
  for (const std::string data :
       {"2026/02/24/index.json", "2026/02/24/papers.bib", "2026/02/24/papers.ris", "feed.xml"}) {
    CAPTURE(data);
    CHECK(by_topic.at(data) == by_score.at(data));
    CHECK(as_published.at(data) == by_score.at(data));
  }
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

TEST_CASE("a paper without a comment has no label for one") {
  Digest digest{.date = Day(2026, 2, 24)};
  digest.papers = {paper("2602.00001", "T", 9, 8)};
  digest.papers[0].comment.clear();
  const auto site = site_of({digest}, config_with_topic());
  CHECK_FALSE(holds(site.at("papers/2602.00001/index.html"), "Why it was selected"));
  CHECK_FALSE(holds(site.at("2026/02/24/index.html"), "Why it was selected"));
}

TEST_CASE("a followed author's paper that was scored shows its scores") {
  Digest digest{.date = Day(2026, 2, 24)};
  digest.papers = {match("2602.00001", "T"), match("2602.00002", "U")};
  digest.papers[1].relevance = 9;
  digest.papers[1].novelty = 8;
  digest.papers[1].score = 17;
  const auto site = site_of({digest}, config_with_topic());
  CHECK_FALSE(holds(site.at("papers/2602.00001/index.html"), "<dt>Relevance</dt>"));
  CHECK(holds(site.at("papers/2602.00002/index.html"), "<dt>Relevance</dt>"));
}

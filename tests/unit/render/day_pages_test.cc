#include "unit/render/site_scene.h"

using namespace broadsheet;
using render::SiteInput;
using theme::Theme;
using namespace broadsheet::test::site_scene;

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

TEST_CASE("a day with sections is grouped by them, in their order, and says so everywhere") {
  Digest day{.date = Day(2026, 2, 24)};
  day.papers = {paper("2602.00001", "First", 8, 7), paper("2602.00002", "Second", 10, 8),
                paper("2602.00003", "Third", 10, 9), paper("2602.00004", "Fourth", 9, 9)};
  day.papers[0].section = day.papers[2].section = "Robots & <b>arms</b>";
  day.papers[1].section = "Language";
  const Library library({day});
  config::Config config;
  config.day.group = GENERATE(config::DayGroup::Score, config::DayGroup::None);
  MemoryOutput output;
  Diagnostics problems;
  write(input_of(library, config), output, problems);
  const std::string& page = output.files().at("2026/02/24/index.html");
  CHECK(count(page, "class=\"band\"") == 3);
  const std::vector<std::string> order = {
      "id=\"section-1\">Robots &amp; &lt;b&gt;arms&lt;/b&gt;", "id=\"section-2\">Language",
      "id=\"p2602-00002\"", "id=\"section-none\">Other sections", "id=\"p2602-00004\""};
  std::size_t last = 0;
  for (const std::string& part : order) {
    CAPTURE(part);
    const std::size_t at = page.find(part);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  // Within a section by score, where the page is grouped by score.
  const bool by_score = config.day.group == config::DayGroup::Score;
  CHECK((page.find("id=\"p2602-00003\"") < page.find("id=\"p2602-00001\"")) == by_score);
  CHECK(holds(output.files().at("2026/02/24/index.json"), "\"section\":\"Language\""));
  CHECK(holds(output.files().at("papers.xml"), "<category term=\"Language\""));
  CHECK(holds(output.files().at("papers.json"), "\"Language\""));
}

TEST_CASE("an issue is filtered by its topics' ids, not by their colours, which come again") {
  const std::string& page = world().page("2026/02/27/index.html");
  CHECK(holds(page, "<option value=\"architecture\">"));
  CHECK(holds(page, "data-topic=\"architecture\""));
  CHECK_FALSE(holds(page, "data-topic=\"t1\""));
}

TEST_CASE("a paper that comes back states when it was listed before, and with which score") {
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
              "arXiv announced 489 papers and 312 were scanned, but scoring failed"));
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

TEST_CASE("a paper's description is short where a script finds the same text in its page") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += " Words don't end.";
  World world;
  std::vector<Digest> days = digests();
  days[1].papers = {paper("2602.00021", "Plain", 9, 8), paper("2602.00022", "Other", 9, 8)};
  days[1].papers[0].abstract = "See \\emph{all} of https://github.com/owner/name." + text;
  days[1].papers[1].abstract = "A half, $\\frac{1}{2}$." + text;
  const Library library(std::move(days));
  MemoryOutput output;
  SiteInput input = input_of(library, world.config);
  input.maths = [](std::string_view, bool) -> std::string {
    return "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>";
  };
  write(input, output, world.problems);
  const std::string& plain = output.files().at("papers/2602.00021/index.html");
  CHECK(holds(plain, "content=\"See all of https://github.com/owner/name. Words don&#39;t end."));
  CHECK(holds(plain, "…\">"));
  const std::string& other = output.files().at("papers/2602.00022/index.html");
  CHECK(holds(other, "Words don&#39;t end.\">"));
  CHECK_FALSE(holds(other, "…\">"));
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

TEST_CASE("a day without scores has none to sort by, and its search page speaks of none") {
  const auto site = site_of({unscored(Day(2026, 2, 24), {"2602.00001"})}, {});
  const std::string& day = site.at("2026/02/24/index.html");
  CHECK(holds(day, "data-score=\"\" data-relevance=\"\" data-novelty=\"\""));
  CHECK_FALSE(holds(site.at("search/index.html"), "dates and scores"));
  CHECK(holds(site.at("search/index.html"), "a wider range of dates."));
}

TEST_CASE("an empty day of which nothing is known counts no papers") {
  const auto site = site_of({Digest{.date = Day(2026, 2, 24)}}, {});
  const std::string& day = site.at("2026/02/24/index.html");
  CHECK(holds(day, "No paper passed today."));
  CHECK_FALSE(holds(day, "0 papers."));
}

TEST_CASE("the least scores to choose from are those that papers have") {
  Digest digest{.date = Day(2026, 2, 24)};
  for (const auto& [id, novelty] : {std::pair("2602.00001", 7), std::pair("2602.00002", 8)}) {
    digest.papers.push_back(paper(id, "Title", 8, novelty));
  }
  Entry followed = paper("2602.00003", "Title", 8, 7);
  followed.relevance = followed.novelty = followed.score = std::nullopt;
  followed.chosen_by = ChosenBy::FollowedAuthor;
  digest.papers.push_back(followed);
  const std::string day = site_of({digest}, {}).at("2026/02/24/index.html");
  CHECK(holds(day, "16 and up (2)"));
  CHECK_FALSE(holds(day, "20 and up"));
}

TEST_CASE("the tips of the search page are queries that find the newest papers") {
  Digest digest = unscored(Day(2026, 2, 24), {"2602.00009"});
  digest.papers[0].title = "On black holes with $\\alpha$";
  digest.papers[0].authors = {"José Núñez"};
  digest.papers[0].categories = {"hep-th"};
  Digest failed{.date = Day(2026, 2, 25), .status = DayStatus::Failed};
  const auto site = site_of({digest, failed}, {});
  const std::string& page = site.at("search/index.html");
  for (const std::string part :
       {"<code>black holes</code>", "<code>+black holes</code>", "<code>black -holes</code>",
        "<code>title:black</code>", "<code>author:\"jose nunez\"</code>",
        "<code>category:hep-th</code>", "<code>date:2026-02</code>", "<code>2602.00009</code>"}) {
    CAPTURE(part);
    CHECK(holds(page, part));
  }
  CHECK(site_of({failed}, {}).at("search/index.html").find("title:") == std::string::npos);
}

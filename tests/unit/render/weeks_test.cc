#include "render/input/weeks.h"

#include "unit/render/site_scene.h"

using namespace broadsheet;
using namespace broadsheet::test::site_scene;

namespace {

Library library_of(const std::vector<Day>& days) {
  std::vector<Digest> digests;
  for (const Day day : days) digests.push_back(unscored(day, {}));
  return Library(std::move(digests));
}

std::vector<std::string> names(const std::vector<render::LibraryWeek>& weeks) {
  std::vector<std::string> found;
  for (const render::LibraryWeek& one : weeks) {
    found.push_back(one.week.str() + ":" + std::to_string(one.end - one.begin));
  }
  return found;
}

}  // namespace

TEST_CASE("a library has the weeks of its digests, across the turn of a year") {
  const Library library = library_of(
      {Day(2025, 12, 26), Day(2025, 12, 29), Day(2026, 1, 2), Day(2026, 1, 5), Day(2026, 1, 6)});
  CHECK(names(render::weeks_of(library)) ==
        std::vector<std::string>{"2025-W52:1", "2026-W01:2", "2026-W02:2"});
  const auto weeks = render::weeks_of(library);
  REQUIRE(render::find_week(weeks, Week::of(Day(2026, 1, 1))) == &weeks[1]);
  CHECK(render::find_week(weeks, Week::of(Day(2026, 2, 1))) == nullptr);
}

TEST_CASE("a digest that appears once a week has no weeks") {
  CHECK(
      render::weeks_of(library_of({Day(2026, 1, 5), Day(2026, 1, 12), Day(2026, 1, 19)})).empty());
}

TEST_CASE("a week is over with the issue of its last working day, or when a later one has begun") {
  const std::vector<std::string> none;
  const auto over = [](const Library& library, std::size_t week,
                       const std::vector<std::string>& holidays) {
    return render::is_over(render::weeks_of(library)[week], library, holidays);
  };
  CHECK_FALSE(over(library_of({Day(2026, 2, 25), Day(2026, 2, 26)}), 0, none));
  CHECK(over(library_of({Day(2026, 2, 25), Day(2026, 2, 26)}), 0, {"2026-02-27"}));
  CHECK(over(library_of({Day(2026, 2, 26), Day(2026, 2, 27)}), 0, none));
  CHECK(over(library_of({Day(2026, 2, 26), Day(2026, 3, 2)}), 0, none));
  CHECK_FALSE(over(library_of({Day(2026, 2, 26), Day(2026, 3, 2)}), 1, none));
}

TEST_CASE("the page of a week leads to its days, and months, years and days lead to it") {
  const World& site = world();
  const std::string& page = site.page("2026/w09/index.html");
  CHECK(holds(page, "<small>23 February to 1 March 2026</small> Week 9"));
  CHECK(holds(page, "<title>Week 9, 2026 · Digest &amp; Co</title>"));
  CHECK(in_order(page, {"href=\"/digest/2026/w10/\"", "href=\"/digest/2026/02/24/\"",
                        "href=\"/digest/2026/02/27/\"", "Leading"}));
  CHECK_FALSE(holds(page, "<script>alert"));
  CHECK(holds(site.page("2026/w10/index.html"), "scoring failed"));
  for (const char* path : {"2026/02/index.html", "2026/index.html", "2026/02/24/index.html"}) {
    CAPTURE(path);
    CHECK(holds(site.page(path), "href=\"/digest/2026/w09/\""));
  }
  CHECK_FALSE(holds(site.page("2026/02/index.html"), "href=\"/digest/2026/w10/\""));
}

TEST_CASE("the feed of the weeks has those that are over") {
  const World& site = world();
  const std::string& feed = site.page("weeks.xml");
  CHECK(count(feed, "<entry>") == 1);
  CHECK(holds(feed, "<title>Week 9, 2026: 5 papers</title>"));
  CHECK(holds(feed, "https://user.github.io/digest/2026/w09/"));
  CHECK(holds(feed, "<updated>2026-03-01T00:00:00Z</updated>"));
  CHECK(holds(site.page("weeks.json"), "2026/w09/"));
}

TEST_CASE("without site.weeks no page leads to a week") {
  config::Config config = config_with_topic();
  config.site.weeks = false;
  for (const auto& [path, text] : site_of(digests(), config)) {
    CAPTURE(path);
    CHECK_FALSE(holds(path, "w09"));
    CHECK_FALSE(holds(path, "weeks."));
    CHECK_FALSE(holds(text, "/w09/"));
    CHECK_FALSE(holds(text, "weeks.xml"));
  }
}

TEST_CASE(
    "pages of a week and a month have the paragraph of their last issue, each sentence linked") {
  std::vector<Digest> days = digests();
  days[1].model = "gpt-5";
  days[1].week_editorial = {
      {.text = "Two <b>kinds</b> of layers.",
       .papers = {*PaperId::parse("2602.00002"), *PaperId::parse("2602.00003")}},
      {.text = "Nobody has this one.", .papers = {*PaperId::parse("2602.09999")}}};
  days[1].month_editorial = {{.text = "A short month.", .papers = {*PaperId::parse("2602.00002")}}};
  const auto site = site_of(days, config_with_topic());
  const std::string& week = site.at("2026/w09/index.html");
  CHECK(in_order(week, {"Two &lt;b&gt;kinds&lt;/b&gt; of layers.", "/2026/02/24/#p2602-00002",
                        ">1</a>", "/2026/02/27/#p2602-00003", ">2</a>", "Written by gpt-5"}));
  CHECK_FALSE(holds(week, "Nobody has"));
  CHECK(in_order(site.at("2026/02/index.html"), {"A short month.", "/2026/02/24/#p2602-00002"}));
  CHECK_FALSE(holds(site.at("2026/w10/index.html"), "Written by"));
  CHECK_FALSE(holds(site.at("2026/03/index.html"), "Written by"));
}

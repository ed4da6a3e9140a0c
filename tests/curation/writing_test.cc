// Texts about the chosen papers: summaries in parts, spotlights, the editor's paragraph.
#include "app/commands/exit_codes.h"
#include "curation/week.h"

using namespace broadsheet;
using namespace broadsheet::app;
using test::ArxivWeek;
using test::check_accounts;
using test::honest;
using test::items;

namespace {

void ask_for_all(ArxivWeek& week) {
  week.config.score.parts = {{.label = "tldr", .language = "", .about = ""},
                             {.label = "method", .language = "de", .about = "how it works"}};
  week.config.score.spotlight = 2;
  week.config.score.editorial = {"day"};
}

std::string curation_fact(const Digest& digest, std::string_view name) {
  const json::Value* curation = digest.extra.find("curation");
  const json::Value* fact = curation != nullptr ? curation->object()->find(name) : nullptr;
  if (fact == nullptr) return "";
  return fact->text() != nullptr ? *fact->text() : json::to_line(*fact);
}

}  // namespace

TEST_CASE("chosen papers get summaries, spotlights and an editorial, at the cost that is billed") {
  ArxivWeek week;
  ask_for_all(week);
  week.monday(items("2603.0001", 0, 9));
  REQUIRE(week.daily() == kDone);
  const Digest digest = week.digest(2);
  REQUIRE(digest.papers.size() >= 3);
  REQUIRE(digest.papers.size() < digest.verdicts.size());  // some were not chosen
  CHECK(week.play.summarised.size() == digest.papers.size());
  for (const Entry& entry : digest.papers) {
    REQUIRE(entry.parts.size() == 2);
    CHECK(entry.parts[0].label == "tldr");
    CHECK(entry.parts[0].text == "In short " + entry.id.str());
    CHECK(entry.parts[0].language.empty());
    CHECK(entry.parts[1].language == "de");
    CHECK(week.play.summarised[entry.id.str()] == 1);
  }
  CHECK(digest.papers.back().spotlight.kind == SpotlightKind::Other);
  CHECK(digest.papers.back().spotlight.comment == "Outstanding.");
  CHECK(digest.papers.front().spotlight.kind == SpotlightKind::None);
  REQUIRE(digest.editorial.size() == 1);  // the sentence about a paper that is not here is left out
  CHECK(digest.editorial[0].text == "Two agree.");
  CHECK(digest.editorial[0].papers ==
        std::vector{digest.papers.front().id, digest.papers.back().id});
  CHECK(*digest.usage.total_cost() == test::near(week.play.billed));
  CHECK(*digest.usage.total_tokens() == week.play.billed_tokens);
  check_accounts(week.dir.path(), Day(2026, 3, 2));
  CHECK_FALSE(week.is_secret_anywhere());
}

TEST_CASE("summaries that a reply left out are asked for again, only they") {
  ArxivWeek week;
  ask_for_all(week);
  week.config.score.batch_abstracts = 8;
  week.monday(items("2603.0001", 4, 9));
  week.play.without_parts_once = {"2603.00015", "2603.00016", "2603.00017", "2603.00018"};
  REQUIRE(week.daily() == kDone);
  for (const Entry& entry : week.digest(2).papers) {
    CHECK(entry.parts.size() == 2);
    CHECK(week.play.summarised[entry.id.str()] == 1);
  }
}

TEST_CASE(
    "bad replies for an overview are asked again and cost; then the first papers are marked") {
  ArxivWeek week;
  week.config.score.spotlight = 2;
  week.config.score.editorial = {"day"};
  week.config.score.batch_abstracts = 8;
  week.monday(items("2603.0001", 4, 9));
  week.play.model_first.clear();
  REQUIRE(week.daily() == kDone);
  REQUIRE(week.digest(2).editorial.size() == 1);

  ArxivWeek bad;
  bad.config = week.config;
  bad.config.fetch.rss_url = bad.server.url("/rss");
  bad.config.fetch.oai_url = bad.server.url("/oai");
  bad.config.score.base_url = bad.server.url("/v1");
  bad.monday(items("2603.0001", 4, 9));
  std::string verdicts;
  for (const auto& item : items("2603.0001", 4, 9)) {
    verdicts += test::verdict_of(item.id).dump() + "\n";
  }
  bad.play.model_says = {verdicts, "I would rather not.", "{\"EDITORIAL\": [{\"TEXT\": \"x\"}]}",
                         "{\"SPOTLIGHT\": 3, \"EDITORIAL\": \"words\"}"};
  REQUIRE(bad.daily() == kDone);
  const Digest digest = bad.digest(2);
  CHECK(digest.editorial.empty());
  CHECK(curation_fact(digest, "no_overview") == "true");
  CHECK(bad.play.overviews == 3);  // once, and score.retries times
  CHECK(*digest.usage.total_cost() == test::near(bad.play.billed));
  CHECK(digest.papers[0].spotlight.kind == SpotlightKind::Other);
  CHECK(digest.papers[1].spotlight.kind == SpotlightKind::Other);
  CHECK(digest.papers[2].spotlight.kind == SpotlightKind::None);
}

TEST_CASE("a budget that ends before the summaries keeps the verdicts, and a later run goes on") {
  ArxivWeek week;
  ask_for_all(week);
  week.config.score.editorial.clear();
  week.config.score.spotlight = 0;
  week.config.score.batch_abstracts = 8;
  week.monday(items("2603.0001", 4, 9));
  week.config.score.budget_usd = 0.02;  // enough for verdicts; 600 tokens a summary are expected
  REQUIRE(week.daily() == kDone);
  const Digest first = week.digest(2);
  CHECK(first.status == DayStatus::Complete);
  CHECK(first.papers.size() >= 3);
  CHECK(first.papers[0].parts.empty());
  CHECK(curation_fact(first, "writing_stopped").find("budget") != std::string::npos);
  const int requests = week.play.model_requests;
  week.config.score.budget_usd = 5;
  week.daily();
  const Digest second = week.digest(2);
  CHECK(second.papers[0].parts.size() == 2);
  CHECK(curation_fact(second, "writing_stopped").empty());
  CHECK(week.play.model_requests == requests + 1);  // no verdict is paid for again
}

TEST_CASE("the recommender marks its first papers and asks no model") {
  ArxivWeek week;
  ask_for_all(week);
  week.config.score.method = config::ScoreMethod::Recommender;
  week.config.topics[0].keywords = {"sparse attention"};
  std::vector<test::Item> papers = items("2603.0001", 0, 9);
  for (std::size_t i = 2; i < 6; ++i) papers[i].abstract = "Kernels of sparse attention.";
  week.monday(papers);
  REQUIRE(week.daily() == kDone);
  const Digest digest = week.digest(2);
  CHECK(week.play.model_requests == 0);
  REQUIRE(digest.papers.size() > 2);
  CHECK(digest.papers[1].spotlight.kind == SpotlightKind::Other);
  CHECK(digest.papers[2].spotlight.kind == SpotlightKind::None);
  CHECK(digest.papers[0].parts.empty());
}

TEST_CASE("titles of papers that were not chosen are kept for the page below the line") {
  ArxivWeek week;
  week.config.site.below = true;
  week.monday(items("2603.0001", 0, 9));
  REQUIRE(week.daily() == kDone);
  const Digest digest = week.digest(2);
  std::set<PaperId> chosen;
  for (const Entry& entry : digest.papers) chosen.insert(entry.id);
  for (const Verdict& verdict : digest.verdicts) {
    CAPTURE(verdict.id.str());
    CHECK(verdict.title.empty() == chosen.contains(verdict.id));
    if (!chosen.contains(verdict.id)) CHECK(verdict.title.starts_with("On Pérez & $x < y$"));
  }
}

TEST_CASE("the last issue of a week has a paragraph about the week, paid for by its own day") {
  ArxivWeek week;  // Friday is a holiday
  week.config.score.editorial = {"week"};
  week.monday(items("2603.0001", 4, 9));
  REQUIRE(week.daily() == kDone);
  CHECK(week.play.overviews == 0);
  week.set_day(5, "Thu, 05 Mar 2026 00:00:00 -0500", items("2603.0002", 4, 9));
  week.daily();
  const Digest monday = week.digest(2), thursday = week.digest(5);
  CHECK(week.play.overviews == 1);
  CHECK(monday.week_editorial.empty());
  CHECK(thursday.editorial.empty());
  REQUIRE(thursday.week_editorial.size() == 1);
  CHECK(thursday.week_editorial[0].text == "Two agree.");
  CHECK(thursday.week_editorial[0].papers.size() == 2);
  CHECK(*monday.usage.total_cost() + *thursday.usage.total_cost() == test::near(week.play.billed));
}

TEST_CASE("a month without its last issue has its paragraph once the next one begins") {
  ArxivWeek week;
  week.config.score.editorial = {"week", "month"};
  week.config.fetch.fill_days = 0;
  week.monday(items("2603.0001", 4, 9));
  REQUIRE(week.daily() == kDone);
  {
    week.time.set(test::moment(2026, 4, 1));
    const std::lock_guard lock(week.play.mutex);
    week.play.feed_date = "Wed, 01 Apr 2026 00:00:00 -0400";
    week.play.items = items("2604.0001", 4, 9);
  }
  week.daily();
  const Digest monday = week.digest(2);
  CHECK(monday.week_editorial.size() == 1);
  CHECK(monday.month_editorial.size() == 1);
  CHECK(week.play.overviews == 2);
  week.daily();
  CHECK(week.play.overviews == 2);
}

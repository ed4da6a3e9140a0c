// What a daily run does about days that earlier runs missed, and what it reports.
#include "app/commands/cmd_check.h"
#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/curation/cmd_missing.h"
#include "curation/week.h"

using namespace broadsheet;
using namespace broadsheet::app;
using Json = nlohmann::json;
using test::ArxivWeek;
using test::Captured;
using test::check_accounts;
using test::items;

namespace {

constexpr const char* kThursday = "Thu, 05 Mar 2026 00:00:00 -0500";

/// A week whose Monday is done, and which nobody ran on Tuesday and Wednesday.
struct TwoDaysOff : ArxivWeek {
  TwoDaysOff() {
    config.site.title = "My Digest";
    monday(items("2603.0001", 0, 9));
    CHECK(daily() == kDone);
    play.oai = {test::oai_page({"2603.00020", "2603.00026"}, "2026-03-03", "page1"),
                test::oai_page({"2603.00035"}, "2026-03-04")};
    set_day(5, kThursday, items("2603.0004", 0, 9));
  }
};

Json last_notice(ArxivWeek& week) {
  REQUIRE_FALSE(week.play.notices.empty());
  return Json::parse(week.play.notices.back());
}

}  // namespace

TEST_CASE("days without a run are fetched and scored by the next one") {
  TwoDaysOff week;
  CHECK(week.daily() == kDone);
  for (const int day : {2, 3, 4, 5}) check_accounts(week, day);
  CHECK(week.digest(3).papers.size() == 1);
  CHECK(week.digest(4).papers.size() == 1);
  CHECK(week.has_reported("2026-03-03: 2 papers announced"));
  CHECK(week.play.notices.empty());
  CHECK(read_announcements(week.dir.path()).pending ==
        std::set<Day>{Day(2026, 3, 2), Day(2026, 3, 3), Day(2026, 3, 4), Day(2026, 3, 5)});
  const std::size_t requests = week.play.arxiv_lines.size();
  CHECK(week.daily() == kNothingNew);
  CHECK(week.play.arxiv_lines.size() == requests + 1);  // the feed only
}

TEST_CASE("days beyond fetch.fill_days are reported: exit code, output and webhook agree") {
  TwoDaysOff week;
  week.config.fetch.fill_days = 1;
  CHECK(week.daily() == kPartial);
  CHECK(week.digest(4).papers.size() == 1);
  CHECK(week.digest(5).papers.size() == 5);
  const std::string missing = "without a complete digest: 2026-03-03 (unknown: no run on that day)";
  CHECK(week.has_reported(missing));
  const std::string text = last_notice(week)["text"];
  CHECK(text.starts_with("My Digest: partial; "));
  CHECK(text.find(missing) != std::string::npos);
  // The next day has no news of it.
  week.set_day(6, "Fri, 06 Mar 2026 00:00:00 -0500", {});
  CHECK(week.daily() == kNothingNew);
  CHECK(week.play.notices.size() == 1);
}

TEST_CASE("a gap that cannot be fetched is an outage, and today's issue is made all the same") {
  TwoDaysOff week;
  week.play.oai.clear();
  CHECK(week.daily() == 3);
  CHECK(week.digest(5).papers.size() == 5);
  const std::string text = last_notice(week)["text"];
  CHECK(text.find("2026-03-05: 5 papers") != std::string::npos);
  CHECK(text.find("HTTP 404") != std::string::npos);
  CHECK(text.find("without a complete digest: 2026-03-03") != std::string::npos);
}

TEST_CASE("a feed that was stale all day is fetched by the next day's run") {
  ArxivWeek week;
  week.monday(items("2603.0001", 0, 5));
  CHECK(week.daily() == kDone);
  week.set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", items("2603.0001", 0, 5));
  const auto missing = [&](const MissingOptions& options) {
    int code = 0;
    {
      const Captured captured(week.logs / "missing");
      code = run_missing(week.dir.path(), week.config, options, week.world());
    }
    return std::pair(code, read_file(week.logs / "missing"));
  };
  CHECK(missing({}).first == kDone);  // no run yet on that day
  CHECK(week.daily() == kNothingNew);
  for (const bool fill : {false, true}) {  // by date of change the day would not be complete
    const auto [code, text] = missing({.fill = fill});
    CHECK(code == kPartial);
    CHECK(text.find("2026-03-03\tarXiv's feed was late: ") != std::string::npos);
  }
  week.play.oai = {test::oai_page({"2603.00025", "2603.00026"}, "2026-03-03")};
  week.set_day(4, "Wed, 04 Mar 2026 00:00:00 -0500", items("2603.0003", 0, 5));
  CHECK(week.daily() == kDone);
  check_accounts(week, 3);
  CHECK(week.digest(3).papers.size() == 2);
}

TEST_CASE("a day whose feed was half stale is reported by check and missing until it is filled") {
  ArxivWeek week;
  week.monday(items("2603.0001", 0, 5));
  CHECK(week.daily() == kDone);
  std::vector<test::Item> half = items("2603.0001", 0, 1);
  for (const test::Item& item : items("2603.0002", 5, 7)) half.push_back(item);
  week.set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", half);
  CHECK(week.daily() == kDone);
  const auto record = arxiv::read_days(week.dir.path()).at(Day(2026, 3, 3));
  CHECK(record.completed == "2026-03-03T06:00:00Z");

  const std::string reason =
      "incomplete: 2 of 5 items of the feed of 2026-03-03 are those of 2026-03-02; last completed "
      "2026-03-03T06:00:00Z";
  week.time.set(test::moment(2026, 3, 4));
  {
    const Captured captured(week.logs / "missing");
    CHECK(run_missing(week.dir.path(), week.config, {}, week.world()) == kPartial);
  }
  CHECK(read_file(week.logs / "missing").find("2026-03-03\t" + reason) != std::string::npos);
  write_file_atomically(week.dir / "config.yaml", "site: {title: T}\n");
  CHECK(check_project(week.dir.path(), false)
            .problems.str()
            .find("content/2026-03/2026-03-03.json: warning: this day is " + reason) !=
        std::string::npos);

  week.play.oai = {test::oai_page({"2603.00025", "2603.00028"}, "2026-03-03")};
  week.set_day(4, "Wed, 04 Mar 2026 00:00:00 -0500", items("2603.0003", 0, 5));
  CHECK(week.daily() == kDone);
  CHECK(week.digest(3).papers.size() == 4);
  check_accounts(week, 3);
  CHECK(arxiv::read_days(week.dir.path()).at(Day(2026, 3, 3)).completed == "2026-03-04T06:00:00Z");
  CHECK(check_project(week.dir.path(), false).problems.str().find("incomplete") ==
        std::string::npos);
}

TEST_CASE("a publish that failed is reported, and the next run publishes and reports both days") {
  ArxivWeek week;
  week.config.site.title = "My Digest";
  bool remote_down = true;
  int published = 0;
  const auto daily = [&] {
    const Captured captured(week.logs / "log");
    const auto publish = [&]() -> int {
      if (remote_down) throw Error(ErrorKind::Network, {}, "remote 'origin': git push: refused");
      return ++published, 0;
    };
    return run_daily(week.dir.path(), week.config, {.method = {}, .publish = true},
                     {.build = [] { return 0; }, .publish = publish}, week.world());
  };
  week.monday(items("2603.0001", 0, 9));
  CHECK(daily() == 3);
  CHECK(week.has_reported(
      "daily run: the network or a service did not respond; 2026-03-02: 5 papers"));
  const std::string text = last_notice(week)["text"];
  CHECK(text.find("remote 'origin': git push: refused; the site was not published") !=
        std::string::npos);
  CHECK(text.find("arXiv") == std::string::npos);

  remote_down = false;
  week.set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", items("2603.0002", 0, 9));
  CHECK(daily() == kDone);
  CHECK(published == 1);
  CHECK(
      week.has_reported("published now: 2026-03-02, which an earlier run did not publish (error: "
                        "remote 'origin': git push: refused)"));
  CHECK(week.has_reported("daily run: done; 2026-03-03: 5 papers"));
  CHECK(read_announcements(week.dir.path()).pending ==
        std::set<Day>{Day(2026, 3, 2), Day(2026, 3, 3)});
  CHECK(week.play.notices.size() == 1);
}

TEST_CASE("a run that fails in any step still builds, publishes and reports") {
  ArxivWeek week;
  week.config.score.system_prompt = "nowhere";
  week.monday(items("2603.0001", 0, 9));
  CHECK(week.daily() == 2);
  CHECK(week.builds == 1);
  CHECK(last_notice(week)["text"].get<std::string>().find("prompts/nowhere.md") !=
        std::string::npos);
}

TEST_CASE("a run that fails without an issue is reported to readers, on working days only") {
  ArxivWeek week;
  week.monday(items("2603.0001", 0, 9));
  week.play.arxiv_down = true;
  CHECK(week.daily() == exit_code(ErrorKind::Network));
  CHECK(week.failed_runs == std::vector<Day>{Day(2026, 3, 2)});
  week.play.arxiv_down = false;
  CHECK(week.daily() == kDone);
  week.set_day(7, "Sat, 07 Mar 2026 00:00:00 -0500", {});
  week.play.arxiv_down = true;
  CHECK(week.daily() != kDone);
  CHECK(week.failed_runs.size() == 1);
}

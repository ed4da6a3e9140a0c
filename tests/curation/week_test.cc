// A week on loopback: one server plays arXiv, the model and the webhook; the clock is in our hand.
#include "curation/week.h"

#include <signal.h>
#include <sys/wait.h>

#include <functional>
#include <thread>

#include "app/commands/cmd_check.h"
#include "app/commands/exit_codes.h"
#include "app/curation/cmd_fetch.h"
#include "app/curation/cmd_missing.h"
#include "app/curation/cmd_rescore.h"
#include "app/curation/cmd_score.h"

using namespace broadsheet;
using namespace broadsheet::app;
using Json = nlohmann::json;
using test::ArxivWeek;
using test::Captured;
using test::check_accounts;
using test::Item;
using test::items;

namespace {

// Runs `daily` in a process of its own and kills it while it waits for that answer of the model.
void kill_at_request(ArxivWeek& week, int request) {
  {
    const std::lock_guard lock(week.play.mutex);
    week.play.model_hangs_at = week.play.model_requests + request;
  }
  const int last = week.play.model_hangs_at;
  const pid_t child = ::fork();
  if (child == 0) {
    const Captured captured(week.logs / "log");
    net::CurlTransport line;
    run_daily(week.dir.path(), week.config, {}, {}, week.world(line));
    ::_exit(0);
  }
  for (bool reached = false; !reached;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    const std::lock_guard lock(week.play.mutex);
    reached = week.play.model_requests >= last;
  }
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("a week with weekend, holiday, outage, a killed run and a forgetful model adds up") {
  ArxivWeek week;
  week.config.fetch.fill_days = 0;  // 'missing --fill' fills; daily_test.cc has the other way

  // Monday: ten new papers; two are forgotten at first.
  std::vector<Item> monday = items("2603.0001", 0, 9);
  monday.push_back({"2501.00003", "replace"});
  monday.push_back(monday[0]);  // listed twice
  week.play.forgotten_once = {"2603.00011", "2603.00016"};
  week.set_day(2, "Mon, 02 Mar 2026 00:00:00 -0500", monday);
  CHECK(week.daily() == kDone);
  check_accounts(week, 2);
  CHECK(week.digest(2).papers.size() == 5);
  CHECK(week.digest(2).status == DayStatus::Complete);
  CHECK(week.daily() == kNothingNew);  // a second run on the same day
  CHECK(week.builds == 2);             // it makes sure that the site is whole

  // Tuesday: two of Monday's come back, one with another abstract; the model never answers one.
  std::vector<Item> tuesday = items("2603.0002", 0, 9);
  tuesday.push_back({"2603.00015", "cross"});
  tuesday.push_back({"2603.00016", "cross", "We study it anew."});
  week.play.stubborn = {"2603.00027"};
  week.set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", tuesday);
  CHECK(week.daily() == kPartial);
  check_accounts(week, 3);
  CHECK(week.digest(3).unanswered == std::vector<std::string>{"2603.00027"});
  CHECK(week.play.answered["2603.00015"] == 1);
  CHECK(week.play.answered["2603.00016"] == 2);

  // Wednesday: arXiv is down.
  week.play.arxiv_down = true;
  week.set_day(4, "", {});
  CHECK(week.daily() == 3);
  CHECK(arxiv::read_days(week.dir.path()).at(Day(2026, 3, 4)).what ==
        arxiv::DayRecord::What::Outage);
  week.play.arxiv_down = false;

  // Thursday: the process is killed after two answers of the model, and started again.
  week.set_day(5, "Thu, 05 Mar 2026 00:00:00 -0500", items("2603.0004", 0, 9));
  week.config.score.parallel = 1;
  const auto answered_before = week.play.answered;
  kill_at_request(week, 3);
  CHECK(week.play.answered.size() == answered_before.size() + 8);
  CHECK(week.daily() == kPartial);
  CHECK(week.has_reported("without a complete digest: 2026-03-04 (outage: "));
  check_accounts(week, 5);
  for (const Item& item : items("2603.0004", 0, 9)) CHECK(week.play.answered[item.id] == 1);
  CHECK(Json::parse(broadsheet::json::to_line(
            week.digest(5).extra))["curation"]["requests_without_answer"] == 1);
  week.config.score.parallel = 2;

  // Friday is a holiday, then a weekend.
  week.set_day(6, "Fri, 06 Mar 2026 00:00:00 -0500", {});
  CHECK(week.daily() == kNothingNew);
  week.set_day(7, "Sat, 07 Mar 2026 00:00:00 -0500", {});
  CHECK(week.daily() == kNothingNew);
  week.set_day(8, "Sun, 08 Mar 2026 00:00:00 -0400", {});
  CHECK(week.daily() == kNothingNew);

  // Monday: what is missing, and why.
  week.time.set(test::moment(2026, 3, 9));
  {
    const Captured captured(week.logs / "missing");
    CHECK(run_missing(week.dir.path(), week.config, {}, week.world()) == kPartial);
  }
  const std::string missing = read_file(week.logs / "missing");
  CHECK(missing.find("2026-03-03\tpartial: 1 paper without a verdict\n") != std::string::npos);
  CHECK(missing.find("2026-03-04\toutage: ") != std::string::npos);
  CHECK(missing.find("2026-03-06\tholiday\n") != std::string::npos);
  CHECK(missing.find("2026-03-07\tweekend\n") != std::string::npos);
  CHECK(missing.find("2026-03-02") == std::string::npos);

  // Filled: Wednesday from OAI-PMH with a repeat, Tuesday's stubborn paper by a better mood.
  week.play.oai = {test::oai_page({"2603.00030", "2603.00036"}, "2026-03-04", "page1"),
                   test::oai_page({"2603.00015"}, "2026-03-04")};
  week.play.stubborn.clear();
  {
    const Captured captured(week.logs / "log");
    CHECK(run_missing(week.dir.path(), week.config, {.from = {}, .to = {}, .fill = true},
                      week.world()) == kDone);
  }
  check_accounts(week, 3);
  check_accounts(week, 4);
  CHECK(week.digest(3).status == DayStatus::Complete);
  CHECK(week.digest(4).papers.size() == 1);
  CHECK(week.play.answered["2603.00015"] == 1);

  // Money: what the digests state is what the server billed.
  double stated = 0;
  std::int64_t tokens = 0;
  for (const Digest& digest : load_digests(week.dir.path())) {
    stated += digest.usage.total_cost().value_or(0);
    tokens += digest.usage.total_tokens().value_or(0);
    Diagnostics problems;
    CHECK(content::parse_digest(content::to_json(digest), "x", problems));
    CHECK(problems.str().empty());
  }
  CHECK(stated == test::near(week.play.billed));
  CHECK(tokens == week.play.billed_tokens);

  // Manners and secrets.
  CHECK(week.play.saw_contact);
  CHECK(week.play.saw_key);
  CHECK_FALSE(week.is_secret_anywhere());
  REQUIRE(week.play.notices.size() == 3);  // Tuesday, Wednesday and Thursday
  const Json notice = Json::parse(week.play.notices[0]);
  CHECK(notice["text"].get<std::string>().find(
            "2026-03-03: 5 papers (1 paper without a verdict)") != std::string::npos);

  // Changed cut-offs: what would change, then that it does, without a request.
  const int requests_before = week.play.model_requests;
  week.config.score.relevance_cutoff = 4;
  {
    const Captured captured(week.logs / "rescore");
    CHECK(run_rescore(week.dir.path(), week.config, {.from = {}, .to = {}, .dry_run = true}) ==
          kDone);
    CHECK(week.digest(2).papers.size() == 5);
    CHECK(run_rescore(week.dir.path(), week.config, {}) == kDone);
    CHECK(run_rescore(week.dir.path(), week.config, {}) == kNothingNew);
  }
  CHECK(week.digest(2).papers.size() == 10);
  CHECK(read_file(week.logs / "rescore").find("2026-03-02: 5 -> 10 papers\n") != std::string::npos);
  CHECK(week.play.model_requests == requests_before);
  check_accounts(week, 2);
}

TEST_CASE("a day without any answer of the model is failed, and complete when run again") {
  ArxivWeek week;
  week.play.model_down = true;
  week.set_day(2, "Mon, 02 Mar 2026 00:00:00 -0500", items("2603.0001", 0, 9));
  CHECK(week.daily() == kFailed);
  CHECK(week.digest(2).status == DayStatus::Failed);
  CHECK(week.digest(2).status_reason.find("HTTP 503") != std::string::npos);
  CHECK(week.digest(2).unanswered.size() == 10);
  CHECK(week.digest(2).papers.empty());
  week.play.model_down = false;
  CHECK(week.daily() == kDone);
  CHECK(week.digest(2).status == DayStatus::Complete);
  check_accounts(week, 2);

  // A later attempt that fails does not take away what is there.
  week.play.model_down = true;
  {
    const Captured captured(week.logs / "log");
    CHECK(run_score(week.dir.path(), week.config, {.date = Day(2026, 3, 2), .again = true},
                    week.world()) == kFailed);
  }
  CHECK(week.digest(2).status == DayStatus::Complete);
  CHECK_FALSE(week.is_secret_anywhere());
}

TEST_CASE("a day that arrives in two parts is completed, and no paper is asked for twice") {
  ArxivWeek week;
  week.monday(items("2603.0001", 0, 4));
  CHECK(week.daily() == kDone);
  CHECK(*week.digest(2).counts.announced == 5);
  week.monday(items("2603.0001", 0, 9));
  CHECK(week.daily() == kDone);
  check_accounts(week, 2);
  CHECK(*week.digest(2).counts.announced == 10);
  for (const Item& item : items("2603.0001", 0, 9)) CHECK(week.play.answered[item.id] == 1);
  CHECK(week.daily() == kNothingNew);
}

TEST_CASE(
    "papers that came to the inbox after a day was scored are reported until they are scored") {
  ArxivWeek week;
  const auto missing = [&](bool fill) {
    fs::remove(week.logs / "missing");
    const Captured captured(week.logs / "missing");
    return run_missing(week.dir.path(), week.config, {.from = {}, .to = {}, .fill = fill},
                       week.world());
  };
  week.monday(items("2603.0001", 0, 2));
  CHECK(week.daily() == kDone);
  week.monday(items("2603.0001", 0, 5));
  {
    const Captured captured(week.logs / "log");
    CHECK(run_fetch(week.dir.path(), week.config, {}, week.world()) == kDone);
  }
  write_file_atomically(week.dir / "config.yaml", "site: {title: T}\n");
  week.time.set(test::moment(2026, 3, 3));
  CHECK(missing(false) == kPartial);
  CHECK(read_file(week.logs / "missing") == "2026-03-02\t3 papers of the inbox not scored\n");
  const auto checked = [&] { return check_project(week.dir.path(), false).problems.str(); };
  CHECK(checked().find("2026-03-02.json: warning: 3 papers of this day came to the inbox after it "
                       "was scored") != std::string::npos);

  CHECK(missing(true) == kDone);
  CHECK(*week.digest(2).counts.announced == 6);
  CHECK(missing(false) == kDone);
  CHECK(checked().find("came to the inbox") == std::string::npos);
}

TEST_CASE("yesterday's items under today's date are no new day, and today's are taken later") {
  ArxivWeek week;
  week.monday(items("2603.0001", 0, 5));
  CHECK(week.daily() == kDone);
  week.set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", items("2603.0001", 0, 5));
  CHECK(week.daily() == kNothingNew);
  CHECK(week.has_reported("6 of 6 items of the feed of 2026-03-03 are those of 2026-03-02"));
  week.time.set(test::moment(2026, 3, 4));
  {
    const Captured captured(week.logs / "missing");
    CHECK(run_missing(week.dir.path(), week.config, {}, week.world()) == kPartial);
  }
  CHECK(read_file(week.logs / "missing").find("2026-03-03\tarXiv's feed was late: ") !=
        std::string::npos);
  week.set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", items("2603.0002", 0, 5));
  CHECK(week.daily() == kDone);
  check_accounts(week, 3);
  CHECK(*week.digest(3).counts.announced == 6);
}

TEST_CASE("a day that an imported page links to is missing as not imported") {
  ArxivWeek week;
  write_digest(week.dir.path(), Digest{.date = Day(2026, 3, 2)});
  Digest wednesday{.date = Day(2026, 3, 4)};
  wednesday.extra.add(kNeighbours, json::List{"2026-03-02", "2026-03-03"});
  write_digest(week.dir.path(), wednesday);
  week.time.set(test::moment(2026, 3, 5));
  {
    const Captured captured(week.logs / "missing");
    CHECK(run_missing(week.dir.path(), week.config, {}, week.world()) == kPartial);
  }
  CHECK(read_file(week.logs / "missing") ==
        "2026-03-03\tnot imported: other days link to its issue\n");
}

TEST_CASE("papers dropped by their titles are named, never scored, and titles are not paid twice") {
  ArxivWeek week;
  week.config.score.title_pass = true;
  week.config.score.parallel = 1;
  week.play.model_says = {"[\"2603.00015\", \"2603.00010\", \"2603.99999\"]"};
  week.monday(items("2603.0001", 0, 9));
  kill_at_request(week, 3);  // after the titles and one batch of abstracts
  CHECK(week.play.answered.size() == 4);
  CHECK(week.daily() == kDone);
  CHECK(week.play.model_requests == 4);
  const Json curation = Json::parse(broadsheet::json::to_line(week.digest(2).extra))["curation"];
  CHECK(curation["dropped_by_title"] == Json({"2603.00010", "2603.00015"}));
  CHECK(week.play.answered.count("2603.00015") == 0);
  CHECK(week.digest(2).papers.size() == 4);
  CHECK(*week.digest(2).usage.total_cost() == test::near(week.play.billed));
  check_accounts(week, 2);
}

TEST_CASE("a daily run builds always and publishes when config or the line asks for it") {
  ArxivWeek week;
  int published = 0;
  int build_code = 0;
  const auto daily = [&](bool by_line) {
    const Captured captured(week.logs / "log");
    DailyOptions options;
    options.publish = by_line;
    return run_daily(week.dir.path(), week.config, options,
                     {.build = [&] { return ++week.builds, build_code; },
                      .publish = [&] { return ++published, 0; }},
                     week.world());
  };
  week.monday(items("2603.0001", 0, 3));
  CHECK(daily(false) == kDone);
  CHECK(published == 0);
  CHECK(daily(true) == kNothingNew);  // an earlier run may have been cut before this step
  CHECK(published == 1);
  week.config.publish.daily = true;
  CHECK(daily(false) == kNothingNew);
  CHECK(published == 2);
  build_code = 1;
  CHECK(daily(false) == 1);
  CHECK(published == 2);  // a site that could not be built is not published
  CHECK(week.builds == 4);
}

TEST_CASE("a budget that is too small leaves a partial day, which goes on with more money") {
  ArxivWeek week;
  week.set_day(2, "Mon, 02 Mar 2026 00:00:00 -0500", items("2603.0001", 0, 9));
  week.config.score.budget_usd = 0.005;
  week.config.score.batch_abstracts = 1;
  week.config.score.parallel = 1;
  CHECK(week.daily() == kPartial);
  const Digest digest = week.digest(2);
  CHECK(digest.status_reason.find("budget") != std::string::npos);
  CHECK(*digest.usage.total_cost() <= 0.005);
  CHECK(digest.verdicts.size() >= 2);
  check_accounts(week, 2);
  week.config.score.budget_usd = 1;
  CHECK(week.daily() == kDone);
  check_accounts(week, 2);
  for (const auto& [id, count] : week.play.answered) CHECK(count == 1);
  CHECK(*week.digest(2).usage.total_cost() == test::near(week.play.billed));
}

TEST_CASE("a model that was never asked is not named, and its prompt is not published") {
  ArxivWeek week;
  week.set_day(2, "Mon, 02 Mar 2026 00:00:00 -0500", items("2603.0001", 0, 3));
  week.config.score.budget_usd = 0;
  week.daily();
  const Digest digest = week.digest(2);
  CHECK(digest.status == DayStatus::Failed);
  CHECK(digest.status_reason.find("budget") != std::string::npos);
  CHECK(digest.model.empty());
  CHECK(digest.prompt.empty());
  CHECK_FALSE(fs::exists(week.dir.path() / "content/prompts"));
  week.config.score.budget_usd = 1;
  CHECK(week.daily() == kDone);
  CHECK_FALSE(week.digest(2).model.empty());
  CHECK_FALSE(week.digest(2).prompt.empty());
}

TEST_CASE("commands refuse what they cannot do, in words") {
  ArxivWeek week;
  const auto message_of = [](const std::function<void()>& deed) {
    try {
      deed();
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const fs::path root = week.dir.path();
  CHECK(message_of([&] {
          run_score(root, week.config, {.date = Day(2026, 3, 2)}, week.world());
        }).find("fetch --date 2026-03-02") != std::string::npos);
  CHECK(message_of([&] {
          run_fetch(root, week.config, {.from = Day(2026, 2, 5), .to = Day(2026, 2, 1)},
                    week.world());
        }).find("is before") != std::string::npos);
  CHECK(message_of([&] {
          run_fetch(root, week.config, {.from = Day(2026, 3, 5)}, week.world());
        }).find("is before") != std::string::npos);
  CHECK(message_of([&] {
          run_fetch(root, week.config, {.from = Day(2026, 3, 1), .to = Day(2026, 3, 2)},
                    week.world());
        }).find("is not over yet") != std::string::npos);
}

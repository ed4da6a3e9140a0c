// `broadsheet announce`: the webhook follows the page, however the site is deployed.
#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/curation/cmd_announce.h"
#include "curation/week.h"

using namespace broadsheet;
using namespace broadsheet::app;
using Json = nlohmann::json;
using test::ArxivWeek;
using test::Captured;
using test::items;

namespace {

/// A week with a site, of which the server publishes what `play.pages` holds.
struct Site : ArxivWeek {
  Site() {
    config.site.title = "My Digest";
    config.site.base_url = server.url("/digest");
    monday(items("2603.0001", 0, 9));
    CHECK(daily() == kDone);
  }
  int announce(AnnounceOptions options = {}) {
    const Captured captured(logs / "log");
    return run_announce(dir.path(), config, options, {}, world());
  }
  std::string notice() {
    REQUIRE(play.notices.size() == 1);
    return Json::parse(play.notices.front())["text"];
  }
  std::string page(int day) const {
    return config.site.base_url + "/2026/03/0" + std::to_string(day) + "/";
  }
};

}  // namespace

TEST_CASE("an issue is announced when its page is online, with a link to it") {
  Site site;
  site.play.page_requests_missed = 3;
  site.play.pages["/digest/2026/03/02/"] = "<h1>Monday</h1>";
  CHECK(site.announce({.days = {Day(2026, 3, 2)}, .limit_seconds = 60, .interval_seconds = 5}) ==
        kDone);
  CHECK(site.play.page_requests == 4);
  const std::vector<double> sleeps = site.time.sleeps();  // those of `daily` come first
  REQUIRE(sleeps.size() > 3);
  CHECK(std::vector<double>(sleeps.end() - 3, sleeps.end()) == std::vector<double>{5, 5, 5});
  CHECK(site.notice() == "My Digest: 2026-03-02: 5 papers, " + site.page(2));
  const Json body = Json::parse(site.play.notices.front());
  const std::string block = body["blocks"][1]["text"]["text"];
  CHECK(block.starts_with("*<" + site.page(2) + "|2026-03-02>*\n"));
  CHECK(block.find("<https://arxiv.org/abs/2603.0001") != std::string::npos);
  CHECK(site.announce() == kNothingNew);
  CHECK(site.play.notices.size() == 1);
}

TEST_CASE("a page that does not appear in time is reported, and announced by a later run") {
  Site site;
  CHECK(site.announce({.days = {}, .limit_seconds = 60, .interval_seconds = 20}) == 3);
  CHECK(site.play.page_requests == 4);  // at 0, 20, 40 and 60 seconds
  CHECK(site.notice() == "My Digest: 2026-03-02 is not online at " + site.page(2) + ": HTTP 404");
  site.play.notices.clear();

  site.set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", items("2603.0002", 0, 9));
  CHECK(site.daily() == kDone);
  site.play.pages["/digest/2026/03/02/"] = site.play.pages["/digest/2026/03/03/"] = "page";
  CHECK(site.announce() == kDone);
  CHECK(site.notice() == "My Digest: 2026-03-02: 5 papers, " + site.page(2) +
                             "; 2026-03-03: 5 papers, " + site.page(3));
}

TEST_CASE("an issue that changed is announced again when its new page is online") {
  Site site;
  site.play.pages["/digest/2026/03/02/"] = "old";
  CHECK(site.announce() == kDone);
  site.play.notices.clear();
  site.monday(items("2603.0001", 0, 9));
  site.play.items.push_back({"2603.00027"});
  CHECK(site.daily() == kDone);
  write_file_atomically(site.dir / "site/2026/03/02/index.html", "new");
  CHECK(site.announce({.days = {}, .limit_seconds = 0}) == 3);
  CHECK(site.notice().ends_with("the page is an earlier version"));
  site.play.notices.clear();
  site.play.pages["/digest/2026/03/02/"] = "new";
  CHECK(site.announce() == kDone);
  CHECK(site.notice().find("2026-03-02: 6 papers") != std::string::npos);
}

TEST_CASE("a webhook in trouble leaves the issue to a later announcement") {
  Site site;
  site.play.pages["/digest/2026/03/02/"] = "page";
  site.play.hook_down = true;
  CHECK(site.announce() == 3);
  CHECK(read_announcements(site.dir.path()).pending == std::set<Day>{Day(2026, 3, 2)});
  site.play.hook_down = false;
  CHECK(site.announce() == kDone);
  CHECK(read_announcements(site.dir.path()).pending.empty());
  CHECK_FALSE(site.is_secret_anywhere());
}

TEST_CASE("what cannot be announced is refused") {
  Site site;
  CHECK_THROWS_AS(site.announce({.days = {Day(2026, 3, 9)}}), Error);
  site.config.site.base_url.clear();
  CHECK_THROWS_AS(site.announce(), Error);
  CHECK(site.play.page_requests == 0);
}

// bioRxiv and medRxiv beside arXiv, and without it: which day has which preprint, and that none is
// lost or listed twice.
#include <algorithm>

#include "app/commands/exit_codes.h"
#include "app/curation/cmd_fetch.h"
#include "app/curation/cmd_missing.h"
#include "curation/week.h"

using namespace broadsheet;
using namespace broadsheet::app;
using test::Captured;
using test::check_accounts;
using test::items;
using test::Preprint;

namespace {

/// "biorxiv:10.1101/2026.02.26.700015": the model chooses those that end in 5 and more.
std::string id_of(const std::string& server, const std::string& doi) { return server + ":" + doi; }

const std::string kFriday = "10.1101/2026.02.26.700005", kSunday = "10.1101/2026.02.28.700016";
const std::string kMonday = "10.1101/2026.03.02.700027", kTuesday = "10.1101/2026.03.03.700038";
const std::string kOther = "10.1101/2026.02.26.700046", kRevised = "10.1101/2026.01.02.700057";
const std::string kMedical = "10.1101/2026.02.27.26340008";

struct Scene : test::ArxivWeek {
  Scene() {
    config.fetch.timeout_seconds = 0.4;
    config.fetch.biorxiv.categories = {"neuroscience"};
    config.fetch.medrxiv.categories = {"all"};
    play.preprints["biorxiv"] = {{kFriday, "2026-02-27"},
                                 {kOther, "2026-02-27", "zoology"},
                                 {kRevised, "2026-02-28", "neuroscience", 2},
                                 {kSunday, "2026-03-01"},
                                 {kMonday, "2026-03-02"},
                                 {kTuesday, "2026-03-03"}};
    play.preprints["medrxiv"] = {{kMedical, "2026-02-27", "oncology"}};
  }
  void tuesday() { set_day(3, "Tue, 03 Mar 2026 00:00:00 -0500", items("2603.0002", 0, 9)); }
  void wednesday() { set_day(4, "Wed, 04 Mar 2026 00:00:00 -0500", items("2603.0003", 0, 9)); }
  /// Ids of the inbox of a day of March that are not of arXiv and not skipped, in order.
  std::vector<std::string> preprints(int day) {
    std::vector<std::string> ids;
    const auto inbox = arxiv::read_inbox(dir.path(), Day(2026, 3, day));
    if (!inbox) return ids;
    for (const Announced& paper : inbox->papers) {
      if (!paper.id.is_arxiv() && paper.skipped.empty()) ids.push_back(paper.id.str());
    }
    return ids;
  }
  arxiv::DayRecord record(int day) { return arxiv::read_days(dir.path()).at(Day(2026, 3, day)); }
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("preprints since the last working day join the day that arXiv announces") {
  Scene scene;
  scene.play.preprints_page = 2;
  scene.monday(items("2603.0001", 0, 9));
  CHECK(scene.daily() == kDone);
  CHECK(scene.preprints(2) ==
        Ids{id_of("biorxiv", kFriday), id_of("biorxiv", kSunday), id_of("medrxiv", kMedical)});
  CHECK(scene.play.preprints_lines.size() == 3);  // two pages and one
  check_accounts(scene, 2);
  const Digest digest = scene.digest(2);
  CHECK(digest.status == DayStatus::Complete);
  CHECK(digest.papers.size() == 8);
  const auto found = std::find_if(digest.papers.begin(), digest.papers.end(), [](const Entry& one) {
    return one.id.str() == "biorxiv:" + kFriday;
  });
  REQUIRE(found != digest.papers.end());
  CHECK(found->authors == std::vector<std::string>{"A. B. Doe", "Bo Sample"});
  CHECK(found->categories == std::vector<std::string>{"neuroscience"});
  CHECK(scene.record(2).what == arxiv::DayRecord::What::Announced);
  // A revised paper is kept with the reason, one of another category is not.
  const auto inbox = arxiv::read_inbox(scene.dir.path(), Day(2026, 3, 2));
  CHECK(std::count_if(inbox->papers.begin(), inbox->papers.end(), [](const Announced& paper) {
          return paper.skipped == "type replace" && paper.id.str() == "biorxiv:" + kRevised;
        }) == 1);
  CHECK(std::none_of(inbox->papers.begin(), inbox->papers.end(),
                     [](const Announced& paper) { return paper.id.str() == "biorxiv:" + kOther; }));

  // The days overlap by one; a paper that came late is found, none is listed twice.
  const std::string late = "10.1101/2026.03.01.700069";
  scene.play.preprints["biorxiv"].push_back({late, "2026-03-01"});
  scene.tuesday();
  CHECK(scene.daily() == kDone);
  CHECK(scene.preprints(3) == Ids{id_of("biorxiv", kMonday), id_of("biorxiv", late)});
  check_accounts(scene, 3);
  // A second run of the day changes nothing.
  CHECK(scene.daily() == kNothingNew);
  CHECK(scene.preprints(3).size() == 2);
}

TEST_CASE("a day whose preprints could not be read is incomplete, and the next run adds them") {
  Scene scene;
  scene.play.preprints_down = {"biorxiv"};
  scene.monday(items("2603.0001", 0, 9));
  CHECK(scene.daily() == exit_code(ErrorKind::Network));
  CHECK(scene.has_reported("bioRxiv did not respond: HTTP 503"));
  CHECK(scene.preprints(2) == Ids{id_of("medrxiv", kMedical)});
  CHECK(scene.digest(2).papers.size() == 6);
  CHECK(scene.record(2).what == arxiv::DayRecord::What::Incomplete);
  CHECK(scene.record(2).why == "bioRxiv is missing");

  scene.play.preprints_down.clear();
  scene.tuesday();
  const std::size_t before = scene.play.arxiv_lines.size();
  CHECK(scene.daily() == kDone);
  CHECK(scene.play.arxiv_lines.size() == before + 1);  // its feed; Monday lacked nothing of arXiv
  const Ids monday = scene.preprints(2), tuesday = scene.preprints(3);
  CHECK(monday.size() + tuesday.size() == 4);
  Ids all = monday;
  all.insert(all.end(), tuesday.begin(), tuesday.end());
  std::sort(all.begin(), all.end());
  CHECK(all == Ids{id_of("biorxiv", kFriday), id_of("biorxiv", kSunday), id_of("biorxiv", kMonday),
                   id_of("medrxiv", kMedical)});
  CHECK(scene.record(2).what == arxiv::DayRecord::What::Announced);
  check_accounts(scene, 2);
  check_accounts(scene, 3);
}

TEST_CASE("preprints wait for arXiv's announcement of the day") {
  Scene scene;
  SECTION("its feed is late") {
    scene.monday(items("2603.0001", 0, 9));
    CHECK(scene.daily() == kDone);
    scene.time.set(test::moment(2026, 3, 3));
    CHECK(scene.daily() == kNothingNew);
    CHECK(scene.preprints(3).empty());
    scene.wednesday();
    scene.play.oai = {test::oai_page({"2603.00020"}, "2026-03-03")};
    scene.daily();
    Ids later = scene.preprints(3);
    for (const std::string& id : scene.preprints(4)) later.push_back(id);
    std::sort(later.begin(), later.end());
    CHECK(later == Ids{id_of("biorxiv", kMonday), id_of("biorxiv", kTuesday)});
  }
  SECTION("it is down") {
    scene.play.arxiv_down = true;
    scene.monday(items("2603.0001", 0, 9));
    CHECK(scene.daily() == exit_code(ErrorKind::Network));
    CHECK(scene.play.preprints_lines.empty());
  }
}

TEST_CASE("without categories of arXiv each working day has its preprints") {
  Scene scene;
  scene.config.fetch.categories.clear();
  scene.monday({});
  CHECK(scene.daily() == kDone);
  CHECK(scene.preprints(2).size() == 3);
  CHECK(scene.play.arxiv_lines.empty());
  check_accounts(scene, 2);
  scene.time.set(test::moment(2026, 3, 3));
  CHECK(scene.daily() == kDone);
  CHECK(scene.preprints(3) == Ids{id_of("biorxiv", kMonday)});
  scene.time.set(test::moment(2026, 3, 5));  // nothing was posted on the 4th, a run was missed
  CHECK(scene.daily() != kFailed);
  Ids later = scene.preprints(4);
  for (const std::string& id : scene.preprints(5)) later.push_back(id);
  CHECK(later == Ids{id_of("biorxiv", kTuesday)});
  scene.time.set(test::moment(2026, 3, 7));
  CHECK(scene.daily() == kNothingNew);
  CHECK(scene.has_reported("weekend"));
}

TEST_CASE("an empty page in the middle and a cut answer are asked for again") {
  Scene scene;
  scene.play.preprints_first = {
      test::honest(200, R"({"messages": [{"status": "ok", "total": 3}], "collection": []})"),
      {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"messages\""}};
  scene.config.fetch.retries = 2;
  scene.monday(items("2603.0001", 0, 9));
  CHECK(scene.daily() == kDone);
  CHECK(scene.has_reported("bioRxiv: "));
  CHECK(scene.preprints(2).size() == 3);
}

TEST_CASE("past days get their preprints, and 'missing' names the server that is down") {
  Scene scene;
  scene.play.oai = {test::oai_page({"2603.00010"}, "2026-03-02", "page1"),
                    test::oai_page({"2603.00020"}, "2026-03-03")};
  scene.play.preprints_down = {"biorxiv"};
  scene.time.set(test::moment(2026, 3, 5));
  const auto fetch = [&] {
    const Captured captured(scene.logs / "log");
    return run_fetch(scene.dir.path(), scene.config,
                     {.from = Day(2026, 3, 2), .to = Day(2026, 3, 3)}, scene.world());
  };
  CHECK_THROWS_AS(fetch(), Error);
  CHECK(scene.preprints(2) == Ids{id_of("medrxiv", kMedical)});
  {
    const Captured captured(scene.logs / "log");
    CHECK(run_missing(scene.dir.path(), scene.config, {}, scene.world()) == kPartial);
  }
  CHECK(scene.has_reported("incomplete: bioRxiv is missing"));
  scene.play.preprints_down.clear();
  {
    const Captured captured(scene.logs / "log");
    run_missing(scene.dir.path(), scene.config, {.from = {}, .to = Day(2026, 3, 3), .fill = true},
                scene.world());
  }
  CHECK(scene.preprints(2).size() == 3);
  CHECK(scene.preprints(3) == Ids{id_of("biorxiv", kMonday)});
  CHECK(scene.record(3).what == arxiv::DayRecord::What::Announced);
}

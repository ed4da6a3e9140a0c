// Followed authors with Semantic Scholar in the play: the id decides, a service in trouble does
// not.
#include "app/commands/exit_codes.h"
#include "curation/week.h"

using namespace broadsheet;
using namespace broadsheet::app;
using Json = nlohmann::json;
using test::ArxivWeek;
using test::check_accounts;
using test::Item;

namespace {

// The first paper is by the one who is followed, the second by a namesake; the model chooses
// neither.
const std::vector<Item> kPapers = {
    {.id = "2603.00010", .authors = "Wei Zhang, Bo Sample"},
    {.id = "2603.00011", .authors = "Wei Zhang"},
    {.id = "2603.00012", .authors = "Cy Young"},
    {.id = "2603.00016", .authors = "Di Other"},
};

Json known(const char* id, const char* name, int h_index) {
  return {{"authorId", id}, {"name", name}, {"hIndex", h_index}};
}

struct Scene : ArxivWeek {
  Scene() {
    config.authors = {{.name = "Wei Zhang", .aliases = {}, .semantic_scholar = "111"}};
    scholar_key = true;
    play.scholar = {{"2603.00010", {known("111", "Wei Zhang", 40), known("5", "Bo Sample", 2)}},
                    {"2603.00011", {known("222", "Wei Zhang", 3)}},
                    {"2603.00016", {known("7", "Di Other", 4)}}};
    monday(kPapers);
  }
  std::vector<std::string> followed() {
    std::vector<std::string> ids;
    for (const Entry& entry : digest(2).papers) {
      if (entry.chosen_by == ChosenBy::FollowedAuthor) ids.push_back(entry.id.str());
    }
    return ids;
  }
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "with a key Semantic Scholar's id tells the followed author from a namesake, and is the "
    "reason") {
  Scene scene;
  CHECK(scene.daily() == kDone);
  CHECK(scene.followed() == Ids{"2603.00010"});
  CHECK(scene.digest(2).papers.front().comment.find(
            "Followed author: Wei Zhang (Semantic Scholar 111)") == 0);
  CHECK(scene.play.scholar_requests == 1);
  CHECK(scene.play.saw_scholar_key);
  check_accounts(scene, 2);
  CHECK_FALSE(scene.is_secret_anywhere());
}

TEST_CASE("without a key Semantic Scholar is not asked, and names alone decide") {
  Scene scene;
  scene.scholar_key = false;
  CHECK(scene.daily() == kDone);
  CHECK(scene.followed() == Ids{"2603.00010", "2603.00011"});
  CHECK(scene.digest(2).papers.front().comment.find("(by name)") != std::string::npos);
  CHECK(scene.play.scholar_requests == 0);
}

TEST_CASE(
    "the h-index gate leaves out papers below it, unscored and named, and none that nobody knows") {
  Scene scene;
  scene.config.score.h_index_minimum = 10;
  CHECK(scene.daily() == kDone);
  const Digest digest = scene.digest(2);
  const Json curation = Json::parse(broadsheet::json::to_line(digest.extra))["curation"];
  CHECK(curation["below_h_index"] == Json({"2603.00011", "2603.00016"}));
  CHECK(scene.play.answered.count("2603.00016") == 0);
  CHECK(scene.play.answered.count("2603.00012") == 1);  // not known there
  CHECK(*digest.counts.announced == 4);
  CHECK(*digest.counts.scanned == 2);
  check_accounts(scene, 2);
}

TEST_CASE("a busy Semantic Scholar is asked again, after the time that it names") {
  Scene scene;
  scene.play.scholar_first = {test::honest(429, "{\"message\": \"Too Many Requests\"}"),
                              test::honest(429, "", "Retry-After: 7\r\n")};
  CHECK(scene.daily() == kDone);
  CHECK(scene.followed() == Ids{"2603.00010"});
  CHECK(scene.play.scholar_requests == 3);
  const auto sleeps = scene.time.sleeps();
  CHECK(std::count_if(sleeps.begin(), sleeps.end(), [](double s) { return s >= 7 && s < 9; }) == 1);
}

TEST_CASE("with Semantic Scholar in trouble authors are found by name, and the run reports it") {
  const test::RawAnswer bad =
      GENERATE(as<test::RawAnswer>{}, test::honest(500, "oops"), test::honest(503, ""),
               test::honest(403, "{\"message\": \"Forbidden\"}"),
               test::honest(200, "no JSON at all"), test::honest(200, "{\"data\": []}"),
               test::honest(200, "[null]"),  // for fewer than were asked for
               test::honest(200, ""), test::honest(200, std::string(200000, '[')),
               test::honest(302, "", "Location: http://127.0.0.1:1/\r\n"),
               test::RawAnswer{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n[{"},
               test::RawAnswer{.bytes = ""});
  CAPTURE(bad.bytes.substr(0, 80));
  Scene scene;
  scene.config.score.h_index_minimum = 10;
  for (int i = 0; i < 10; ++i) scene.play.scholar_first.push_back(bad);
  CHECK(scene.daily() == kDone);
  CHECK(scene.followed() == Ids{"2603.00010", "2603.00011"});
  CHECK(scene.has_reported("warning: Semantic Scholar gave no answer"));
  CHECK(scene.has_reported("by name alone"));
  CHECK(*scene.digest(2).counts.scanned == 4);  // nobody is held back by what is not known
  check_accounts(scene, 2);
  CHECK_FALSE(scene.is_secret_anywhere());
}

TEST_CASE("odd authors of Semantic Scholar are no match and no crash") {
  const Json authors =
      GENERATE(as<Json>{}, Json::array(), Json({nullptr, 1, "x"}), Json({{{"name", "Wei Zhang"}}}),
               Json({{{"authorId", nullptr}, {"name", nullptr}, {"hIndex", "40"}}}),
               Json({{{"authorId", 111}, {"name", 5}, {"hIndex", -3}}}));
  CAPTURE(authors.dump());
  Scene scene;
  scene.config.score.h_index_minimum = 10;
  scene.play.scholar["2603.00010"] = authors;
  CHECK(scene.daily() == kDone);
  CHECK(scene.followed().front() == "2603.00010");  // by name: no id contradicts
  check_accounts(scene, 2);
}

// Troubles of the line and of the services, each against a server on loopback: what passes is
// waited for, what does not is an outage or a failed day, and never an empty one.
#include <libdeflate.h>

#include <functional>

#include "app/commands/exit_codes.h"
#include "app/curation/cmd_missing.h"
#include "curation/week.h"
#include "support/tls_server.h"

using namespace broadsheet;
using namespace broadsheet::app;
using test::ArxivWeek;
using test::Captured;
using test::check_accounts;
using test::honest;
using test::items;
using test::RawAnswer;

namespace {

std::string gzipped(const std::string& text) {
  std::string packed(text.size() + 1000, '\0');
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  packed.resize(
      libdeflate_gzip_compress(compressor, text.data(), text.size(), packed.data(), packed.size()));
  libdeflate_free_compressor(compressor);
  return packed;
}

RawAnswer cut(const std::string& body) {
  return {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size() + 1) +
                   "\r\n\r\n" + body};
}
// Fewer bytes stated than sent.
RawAnswer understated(const std::string& body) {
  return {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size() / 2) +
                   "\r\n\r\n" + body};
}

struct Case {
  const char* name;
  RawAnswer answer;
};

// All of these pass by themselves: the same request does well later.
std::vector<Case> passing_troubles(const std::string& good) {
  return {
      {"429 without Retry-After", honest(429, "Rate exceeded.")},
      {"429 with Retry-After", honest(429, "Rate exceeded.", "Retry-After: 40\r\n")},
      {"500", honest(500, "oops")},
      {"502, a page of a proxy", honest(502, "<html><body>Bad gateway</body></html>")},
      {"503 with Retry-After as a date",
       honest(503, "",
              "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 1970 00:00:40 "
              "GMT\r\n")},
      {"503", honest(503, "")},
      {"a hang", test::hanging()},
      {"a connection cut before the answer", {.bytes = ""}},
      {"a connection cut within the head", {.bytes = "HTTP/1.1 200 OK\r\nContent-Le"}},
      {"a connection cut within the body", cut(good.substr(0, good.size() / 2))},
      {"a length that is one too large", cut(good)},
      {"a length that is too small", understated(good)},
      {"gzip that is cut", honest(200, gzipped(good).substr(0, gzipped(good).size() / 2),
                                  "Content-Encoding: gzip\r\n")},
      {"gzip that is none", honest(200, good, "Content-Encoding: gzip\r\n")},
      {"an empty answer", honest(200, "")},
      {"a page in place of the answer",
       honest(200, "<!DOCTYPE html><html><body>Hello</body></html>")},
      {"bytes that are nothing", honest(200, std::string(3000, '\xFF'))},
  };
}

// A Monday whose servers answer quickly or not at all.
struct Scene : ArxivWeek {
  Scene() {
    config.fetch.timeout_seconds = 0.4;
    config.score.timeout_seconds = 0.4;
    monday(items("2603.0001", 0, 9));
  }
  bool waited(double least, double most) {
    const auto sleeps = time.sleeps();
    return std::any_of(sleeps.begin(), sleeps.end(),
                       [&](double s) { return s >= least && s <= most; });
  }
};

}  // namespace

TEST_CASE("a trouble of arXiv that passes is waited for, and the day is complete") {
  const std::string good = [] {
    Scene scene;
    return test::feed_of(scene.play);
  }();
  const std::vector<Case> cases = passing_troubles(good);
  const std::size_t at = GENERATE_COPY(range(std::size_t{0}, cases.size()));
  CAPTURE(cases[at].name);
  Scene scene;
  scene.play.arxiv_first = {cases[at].answer};
  CHECK(scene.daily() == kDone);
  CHECK(scene.play.arxiv_lines.size() == 2);
  CHECK(scene.has_reported("arXiv: "));
  CHECK(scene.waited(2, 45));  // at least the backoff
  if (std::string(cases[at].name).find("Retry-After") != std::string::npos &&
      std::string(cases[at].name).find("without") == std::string::npos) {
    CHECK(scene.waited(40, 45));
  }
  CHECK(scene.digest(2).papers.size() == 5);
  check_accounts(scene, 2);
  CHECK_FALSE(scene.is_secret_anywhere());
}

TEST_CASE("a trouble of arXiv that stays is an outage with its reason, never an empty day") {
  const std::string good = [] {
    Scene scene;
    return test::feed_of(scene.play);
  }();
  std::vector<Case> cases = passing_troubles(good);
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\">";
  for (char c = 'b'; c < 'z'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"&" + char(c - 1) + ";&" + char(c - 1) + ";\">";
  }
  cases.push_back(
      {"an entity bomb", honest(200, bomb + "]><rss><channel><title>&y;</title></channel></rss>")});
  cases.push_back({"XML that is cut", honest(200, good.substr(0, good.size() * 2 / 3))});
  cases.push_back(
      {"an encoding nobody knows", honest(200, "<?xml version='1.0' encoding='EBCDIC-37'?>" +
                                                   good.substr(good.find("?>") + 2))});
  cases.push_back({"404", honest(404, "no such page")});
  cases.push_back({"a wait that is too long", honest(503, "", "Retry-After: 86400\r\n")});
  const std::size_t at = GENERATE_COPY(range(std::size_t{0}, cases.size()));
  CAPTURE(cases[at].name);
  Scene scene;
  scene.play.arxiv_first = std::deque<RawAnswer>(5, cases[at].answer);
  CHECK(scene.daily() == 3);
  CHECK(scene.play.arxiv_lines.size() <= 2);
  const auto record = arxiv::read_days(scene.dir.path()).at(Day(2026, 3, 2));
  CHECK(record.what == arxiv::DayRecord::What::Outage);
  CHECK(record.why.size() > 20);
  CHECK(arxiv::inbox_days(scene.dir.path()).empty());
  CHECK(load_digests(scene.dir.path()).empty());
  CHECK(scene.play.model_requests == 0);
  // The day is not lost: the next run gets it.
  scene.play.arxiv_first.clear();
  CHECK(scene.daily() == kDone);
  CHECK(scene.digest(2).papers.size() == 5);
}

TEST_CASE("a redirect of arXiv is followed on its own host, and refused to another one") {
  test::RawServer other([](const test::RawRequest&) { return honest(200, "<rss/>"); });
  Scene scene;
  scene.play.arxiv_first = {honest(301, "", "Location: /rss/cs.LG+cs.AI?moved\r\n")};
  CHECK(scene.daily() == kDone);
  CHECK(scene.play.arxiv_lines.at(1).find("?moved") != std::string::npos);
  Scene away;
  away.play.arxiv_first = {honest(302, "", "Location: " + other.url("/rss") + "\r\n")};
  CHECK(away.daily() == 3);
  CHECK(away.has_reported("a redirect to another host is not followed"));
  CHECK(other.accepted() == 0);
}

TEST_CASE("gzip is unpacked, and what unpacks beyond all measure is refused") {
  Scene scene;
  const std::string good = test::feed_of(scene.play);
  scene.play.arxiv_first = {honest(200, gzipped(good), "Content-Encoding: gzip\r\n")};
  CHECK(scene.daily() == kDone);
  CHECK(scene.play.arxiv_lines.size() == 1);
  CHECK(scene.digest(2).papers.size() == 5);
  Scene bomb;
  bomb.config.fetch.timeout_seconds = 20;
  bomb.play.arxiv_first = {
      honest(200, gzipped(std::string(80u << 20, ' ')), "Content-Encoding: gzip\r\n")};
  CHECK(bomb.daily() == 3);
  CHECK(bomb.has_reported("larger than"));
}

TEST_CASE("a certificate that nobody vouches for stops fetching and scoring, in plain words") {
  const test::TlsServer server;
  Scene scene;
  scene.config.fetch.timeout_seconds = 10;
  scene.config.fetch.rss_url = server.url("/rss");
  CHECK(scene.daily() == 3);
  CHECK(scene.has_reported("arXiv did not respond: the server's certificate is not to be trusted"));
  CHECK(arxiv::read_days(scene.dir.path()).at(Day(2026, 3, 2)).what ==
        arxiv::DayRecord::What::Outage);

  Scene model;
  model.config.score.timeout_seconds = 10;
  model.config.score.base_url = server.url("/v1");
  CHECK(model.daily() == kFailed);
  CHECK(model.digest(2).status_reason.find("the server's certificate is not to be trusted") !=
        std::string::npos);
  CHECK_FALSE(model.is_secret_anywhere());
}

TEST_CASE(
    "feeds in other encodings are read when they say so, and never break a title when they lie") {
  struct Coded {
    const char* name;
    std::string bytes, title;
  };
  const auto feed = [](const std::string& encoding, const std::string& title) {
    return "<?xml version='1.0' encoding='" + encoding +
           "'?><rss version=\"2.0\"><channel><title>t</title>"
           "<pubDate>Mon, 02 Mar 2026 00:00:00 -0500</pubDate><item><title>" +
           title +
           "</title><guid>oai:arXiv.org:2603.00015v1</guid><description>arXiv:2603.00015v1 "
           "Announce Type: new "
           "\nAbstract: We study it.</description></item></channel></rss>";
  };
  const auto wide = [](const std::string& text, bool big) {
    std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : text) bytes += big ? std::string{'\0', c} : std::string{c, '\0'};
    return bytes;
  };
  const Coded coded = GENERATE_COPY(values<Coded>({
      {"UTF-8 with a mark", "\xEF\xBB\xBF" + feed("UTF-8", "caf\xC3\xA9"), "café"},
      {"Latin-1, stated", feed("ISO-8859-1", "caf\xE9"), "café"},
      {"Latin-1, not stated", feed("UTF-8", "caf\xE9 bar"), "caf\xEF\xBF\xBD bar"},
      {"UTF-16, little end first", wide(feed("UTF-16", "cafe"), false), "cafe"},
      {"UTF-16, big end first", wide(feed("UTF-16", "cafe"), true), "cafe"},
      {"control characters", feed("UTF-8", "a\x01\x1B[31m b&#7; c"), ""},
  }));
  CAPTURE(coded.name);
  Scene scene;
  scene.play.feed_bytes = coded.bytes;
  CHECK(scene.daily() == kDone);
  const std::string title = scene.digest(2).papers.at(0).title;
  if (!coded.title.empty()) CHECK(title == coded.title);
  for (const char c : title) CHECK(static_cast<unsigned char>(c) >= 0x20);
  CHECK(scene.log().find('\x1B') == std::string::npos);
  check_accounts(scene, 2);
}

TEST_CASE(
    "a feed that arXiv cut at 2,000 items is asked for by category, and all is accounted for") {
  Scene scene;
  std::vector<test::Item> many;
  for (int i = 0; i < 2000; ++i) many.push_back({"2603." + std::to_string(10000 + i)});
  scene.monday(many);
  scene.config.fetch.timeout_seconds = scene.config.score.timeout_seconds = 20;
  scene.config.score.batch_abstracts = 200;
  scene.config.score.tokens_per_minute = 100000000;
  CHECK(scene.daily() == kDone);
  CHECK(scene.play.arxiv_lines == std::vector<std::string>{"GET /rss/cs.LG+cs.AI HTTP/1.1",
                                                           "GET /rss/cs.LG HTTP/1.1",
                                                           "GET /rss/cs.AI HTTP/1.1"});
  CHECK(scene.has_reported("papers may be missing"));
  CHECK(*scene.digest(2).counts.announced == 2000);
  CHECK(*scene.digest(2).counts.selected == 1000);
  check_accounts(scene, 2);
}

TEST_CASE("a trouble of the model that passes is waited for, and what was paid is what is stated") {
  const std::string good = "{\"choices\": [{\"message\": {\"content\": \"\"}}]}";
  const std::vector<Case> cases = passing_troubles(good);
  const std::size_t at = GENERATE_COPY(range(std::size_t{0}, cases.size()));
  CAPTURE(cases[at].name);
  Scene scene;
  scene.config.score.parallel = 1;
  scene.play.model_first = {cases[at].answer};
  CHECK(scene.daily() == kDone);
  CHECK(scene.digest(2).status == DayStatus::Complete);
  CHECK(*scene.digest(2).usage.total_cost() == test::near(scene.play.billed));
  for (const auto& [id, count] : scene.play.answered) CHECK(count == 1);
  CHECK(scene.play.model_requests == 4);
  check_accounts(scene, 2);
  CHECK_FALSE(scene.is_secret_anywhere());
}

TEST_CASE(
    "a trouble of the model that stays makes the day failed, with the reason, to be run again") {
  test::RawServer other([](const test::RawRequest&) { return honest(200, "{}"); });
  std::vector<Case> cases = passing_troubles("{\"choices\": []}");
  cases.push_back({"a redirect to another host",
                   honest(307, "", "Location: " + other.url("/v1/chat/completions") + "\r\n")});
  cases.push_back(
      {"a key that is refused and sent back",
       honest(401, std::string("{\"error\": {\"message\": \"bad key ") + test::kKey + "\"}}")});
  cases.push_back(
      {"a quota that is used up",
       honest(429, "{\"error\": {\"message\": \"m\", \"code\": \"insufficient_quota\"}}")});
  cases.push_back(
      {"a model that is not there", honest(404, "{\"error\": {\"message\": \"no model\"}}")});
  const std::size_t at = GENERATE_COPY(range(std::size_t{0}, cases.size()));
  CAPTURE(cases[at].name);
  Scene scene;
  scene.play.model_first = std::deque<RawAnswer>(40, cases[at].answer);
  CHECK(scene.daily() == kFailed);
  CHECK(scene.digest(2).status_reason.size() > 20);
  CHECK(scene.digest(2).unanswered.size() == 10);
  CHECK(scene.play.model_requests <= 12);
  CHECK(other.accepted() == 0);  // the key never went there
  check_accounts(scene, 2);
  CHECK_FALSE(scene.is_secret_anywhere());
  scene.play.model_first.clear();
  CHECK(scene.daily() == kDone);
  check_accounts(scene, 2);
}

TEST_CASE("a webhook in trouble is reported, and harms nothing") {
  Scene scene;
  const auto world = test::fake_environment(
      scene.transport, scene.time,
      {{"OPENAI_API_KEY", test::kKey},
       {"BROADSHEET_WEBHOOK", std::string("http://127.0.0.1:1/") + test::kHook}});
  {
    const Captured captured(scene.logs / "log");
    CHECK(run_daily(scene.dir.path(), scene.config, {}, {.build = [] { return 1; }, .publish = {}},
                    world) == 1);
  }
  CHECK(scene.has_reported("warning: the notice was not sent"));
  CHECK_FALSE(scene.is_secret_anywhere());
}

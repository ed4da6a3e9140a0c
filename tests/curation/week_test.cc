// A week on loopback: one server plays arXiv, the model and the webhook; the clock is in our hand.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "app/cmd_daily.h"
#include "app/cmd_fetch.h"
#include "app/cmd_missing.h"
#include "app/cmd_rescore.h"
#include "app/cmd_score.h"
#include "app/history.h"
#include "app/outcome.h"
#include "arxiv/inbox.h"
#include "base/error.h"
#include "ingest/digest_json.h"
#include "net/curl_transport.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/near.h"
#include "support/raw_server.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::app;
using nlohmann::json;
using test::RawAnswer;
using test::RawRequest;

namespace {

constexpr const char* kKey = "sk-week-0123456789-topsecret";
constexpr const char* kHook = "T0SECRETHOOK";
constexpr double kPromptPrice = 2, kCachedPrice = 0.5, kCompletionPrice = 8;

struct Item {
  std::string id;
  std::string type = "new";
  std::string abstract = "We study it.";
};

// What arXiv and the model do; changed between the days by the test, read by the server's threads.
struct Play {
  std::mutex mutex;
  std::string feed_date = "Mon, 02 Mar 2026 00:00:00 -0500";
  std::vector<Item> items;
  bool arxiv_down = false;
  bool model_down = false;
  std::set<std::string> forgotten_once;  // left out of the first answer
  std::set<std::string> stubborn;        // never answered
  std::string oai;
  std::map<std::string, int> answered;   // verdicts given, by id
  int model_requests = 0;
  int arxiv_requests = 0;
  double billed = 0;
  std::int64_t billed_tokens = 0;
  std::vector<std::string> notices;
  bool saw_key = false;
  bool saw_contact = true;
};

std::string feed_of(const Play& play) {
  std::string xml = "<?xml version='1.0' encoding='UTF-8'?><rss version=\"2.0\"><channel>"
                    "<title>cs.LG, cs.AI updates on arXiv.org</title><pubDate>" + play.feed_date +
                    "</pubDate>";
  for (const Item& item : play.items) {
    xml += "<item><title>On P\\'erez &amp; $x &lt; y$ " + item.id +
           "</title><guid isPermaLink=\"false\">oai:arXiv.org:" + item.id + "v1</guid><description>arXiv:" +
           item.id + "v1 Announce Type: " + item.type + " \nAbstract: " + item.abstract +
           "</description><category>cs.LG</category><announce_type>" + item.type +
           "</announce_type><creator>A. One, Bo Sample</creator></item>";
  }
  return xml + "</channel></rss>";
}

// Scores by the id's last digit: 5 and more are chosen.
json verdict_of(const std::string& id) {
  const int digit = id.back() - '0';
  return {{"ARXIVID", id}, {"TOPIC", digit % 2 == 0 ? "Model Architecture" : ""},
          {"COMMENT", "Comment on " + id}, {"RELEVANCE", digit >= 5 ? 9 : 4}, {"NOVELTY", 8}};
}

RawAnswer answer_of_model(Play& play, const RawRequest& request) {
  ++play.model_requests;
  if (request.head.find(std::string("Authorization: Bearer ") + kKey) != std::string::npos) {
    play.saw_key = true;
  }
  if (play.model_down) return test::honest(503, "{\"error\": {\"message\": \"overloaded\"}}");
  const std::string user = json::parse(request.body)["messages"][1]["content"];
  std::istringstream lines(user.substr(user.find("# Papers")));
  std::string content;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("{")) continue;
    const std::string id = json::parse(line)["ARXIVID"];
    if (play.stubborn.count(id) == 1 || play.forgotten_once.erase(id) == 1) continue;
    content += verdict_of(id).dump() + "\n";
    ++play.answered[id];
  }
  const int prompt = static_cast<int>(user.size()) / 4;
  const int cached = prompt / 3;
  const int completion = static_cast<int>(content.size()) / 4 + 1;
  play.billed += ((prompt - cached) * kPromptPrice + cached * kCachedPrice +
                  completion * kCompletionPrice) / 1e6;
  play.billed_tokens += prompt + completion;
  const json body = {
      {"choices", {{{"message", {{"content", content}}}, {"finish_reason", "stop"}}}},
      {"usage", {{"prompt_tokens", prompt}, {"completion_tokens", completion},
                 {"total_tokens", prompt + completion},
                 {"prompt_tokens_details", {{"cached_tokens", cached}}}}}};
  return test::honest(200, body.dump());
}

RawAnswer answer(Play& play, const RawRequest& request) {
  const std::lock_guard lock(play.mutex);
  const std::string line = request.line();
  if (line.starts_with("POST /v1/chat/completions ")) return answer_of_model(play, request);
  if (line.starts_with(std::string("POST /hook/") + kHook)) {
    play.notices.push_back(request.body);
    return test::honest(200, "ok");
  }
  ++play.arxiv_requests;
  play.saw_contact = play.saw_contact &&
                     request.head.find("mailto:me@example.org") != std::string::npos;
  if (play.arxiv_down) return test::honest(503, "Service Unavailable");
  if (line.starts_with("GET /rss/cs.LG+cs.AI ")) return test::honest(200, feed_of(play));
  if (line.starts_with("GET /oai?")) return test::honest(200, play.oai);
  return test::honest(404, "");
}

// Ends the process at the n-th request to the model, before it is sent.
class KilledTransport : public net::Transport {
 public:
  KilledTransport(net::Transport& inner, int allowed) : inner_(inner), allowed_(allowed) {}
  net::Reply send(const net::Request& request) override {
    if (request.method == "POST" && allowed_-- == 0) ::_exit(137);
    return inner_.send(request);
  }

 private:
  net::Transport& inner_;
  std::atomic<int> allowed_;
};

// Sends stdout and stderr of this process to a file for a while.
class Captured {
 public:
  explicit Captured(const fs::path& file) {
    std::fflush(nullptr);
    out_ = ::dup(1);
    err_ = ::dup(2);
    const int to = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ::dup2(to, 1);
    ::dup2(to, 2);
    ::close(to);
  }
  ~Captured() {
    std::fflush(nullptr);
    ::dup2(out_, 1);
    ::dup2(err_, 2);
    ::close(out_);
    ::close(err_);
  }

 private:
  int out_, err_;
};

struct Week {
  test::TempDir dir;
  test::TempDir logs;
  Play play;
  test::RawServer server{[this](const RawRequest& request) { return answer(play, request); }};
  net::CurlTransport transport;
  test::FakeTime time{test::moment(2026, 3, 2)};
  Config config;
  int builds = 0;

  Week() {
    config.fetch.categories = {"cs.LG", "cs.AI"};
    config.fetch.contact = "me@example.org";
    config.fetch.rss_url = server.url("/rss");
    config.fetch.oai_url = server.url("/oai");
    config.fetch.retries = 1;
    config.score.method = "llm";
    config.score.model = "m";
    config.score.base_url = server.url("/v1");
    config.score.prices["m"] = {.prompt = kPromptPrice, .cached = kCachedPrice,
                                .completion = kCompletionPrice};
    config.score.batch_abstracts = 4;
    config.score.retries = 2;
    config.topics = {{.id = "architecture", .label = "Model Architecture", .aliases = {}, .keywords = {}}};
    config.holidays = {"2026-03-06"};
    for (const char* name : {"system", "topics", "criteria", "instructions"}) {
      write_file_atomically(dir.path() / "content" / "prompts" / (std::string(name) + ".md"),
                            read_file(fs::path(BROADSHEET_SOURCE_DIR) / "content" / "prompts" /
                                      (std::string(name) + ".md")));
    }
  }

  net::Surroundings world(net::Transport& line) {
    return test::fake_surroundings(
        line, time,
        {{"OPENAI_API_KEY", kKey}, {"BROADSHEET_WEBHOOK", server.url(std::string("/hook/") + kHook)}});
  }
  net::Surroundings world() { return world(transport); }

  void set_day(unsigned day, const std::string& feed_date, std::vector<Item> items) {
    time.set(test::moment(2026, 3, day));
    const std::lock_guard lock(play.mutex);
    play.feed_date = feed_date;
    play.items = std::move(items);
  }

  int daily() {
    const Captured captured(logs / "log");
    return run_daily(dir.path(), config, {},
                     {.build = [this] { return ++builds, 0; }, .publish = {}}, world());
  }

  Digest digest(int day) {
    for (const Digest& one : load_digests(dir.path())) {
      if (one.date == Day(2026, 3, day)) return one;
    }
    FAIL("no digest of day " << day);
    throw 0;
  }

  bool is_secret_anywhere() {
    for (const fs::path& root : {dir.path(), logs.path()}) {
      for (const auto& file : fs::recursive_directory_iterator(root)) {
        if (!file.is_regular_file()) continue;
        const std::string bytes = read_file(file.path());
        if (bytes.find(kKey) != std::string::npos || bytes.find(kHook) != std::string::npos) return true;
      }
    }
    return false;
  }
};

std::vector<Item> items(const std::string& prefix, int from, int to) {
  std::vector<Item> result;
  for (int i = from; i <= to; ++i) result.push_back({prefix + std::to_string(i)});
  return result;
}

// Every announced paper in exactly one place, and the counts say the same.
void check_accounts(Week& week, int day) {
  CAPTURE(day);
  const Digest digest = week.digest(day);
  const auto inbox = arxiv::read_inbox(week.dir.path(), digest.date);
  REQUIRE(inbox);
  const json curation = json::parse(digest.extra_json)["curation"];
  std::multiset<std::string> places;
  std::set<std::string> chosen;
  for (const Entry& entry : digest.papers) chosen.insert(entry.id.str());
  places.insert(chosen.begin(), chosen.end());
  std::int64_t rejected = 0;
  for (const Verdict& verdict : digest.verdicts) {
    if (chosen.count(verdict.id.str()) == 1) continue;
    places.insert(verdict.id.str());
    ++rejected;
  }
  places.insert(digest.unanswered.begin(), digest.unanswered.end());
  for (const json& repeat : curation["repeats"]) places.insert(repeat[0].get<std::string>());
  std::multiset<std::string> announced;
  std::int64_t skipped = 0;
  for (const Announced& paper : inbox->papers) {
    announced.insert(paper.id.str());
    if (paper.skipped.empty()) continue;
    places.insert(paper.id.str());
    ++skipped;
  }
  CHECK(places == announced);
  CHECK(curation["skipped"] == skipped);
  CHECK(*digest.counts.announced == static_cast<std::int64_t>(announced.size()));
  CHECK(*digest.counts.announced ==
        skipped + static_cast<std::int64_t>(curation["repeats"].size()) + *digest.counts.scanned);
  CHECK(*digest.counts.scanned == *digest.counts.selected + rejected +
                                      static_cast<std::int64_t>(digest.unanswered.size()));
}

std::string oai_of(const std::vector<std::string>& ids, const std::string& day) {
  std::string xml = "<OAI-PMH><ListRecords>";
  for (const std::string& id : ids) {
    xml += "<record><header><identifier>oai:arXiv.org:" + id + "</identifier><datestamp>" + day +
           "</datestamp></header><metadata><arXivRaw><id>" + id +
           "</id><version version=\"v1\"><date>Tue, 03 Mar 2026 10:00:00 GMT</date></version>"
           "<title>T " + id + "</title><authors>A. One</authors><categories>cs.LG</categories>"
           "<abstract>We study it.</abstract></arXivRaw></metadata></record>";
  }
  return xml + "<resumptionToken/></ListRecords></OAI-PMH>";
}

}  // namespace

TEST_CASE("a week with weekend, holiday, outage, a killed run and a forgetful model adds up") {
  Week week;

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
  CHECK(week.builds == 1);

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
  const pid_t child = ::fork();
  if (child == 0) {
    const Captured captured(week.logs / "log");
    net::CurlTransport line;
    KilledTransport killed(line, 2);
    run_daily(week.dir.path(), week.config, {}, {}, week.world(killed));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 137);
  CHECK(week.play.answered.size() == answered_before.size() + 8);
  CHECK(week.daily() == kDone);
  check_accounts(week, 5);
  for (const Item& item : items("2603.0004", 0, 9)) CHECK(week.play.answered[item.id] == 1);
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
  week.play.oai = oai_of({"2603.00030", "2603.00036", "2603.00015"}, "2026-03-04");
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
    CHECK(ingest::parse_digest(ingest::to_json(digest), "x", problems));
    CHECK(problems.str().empty());
  }
  CHECK(stated == test::near(week.play.billed));
  CHECK(tokens == week.play.billed_tokens);

  // Manners and secrets.
  CHECK(week.play.saw_contact);
  CHECK(week.play.saw_key);
  CHECK_FALSE(week.is_secret_anywhere());
  REQUIRE(week.play.notices.size() >= 4);
  const json notice = json::parse(week.play.notices[0]);
  CHECK(notice["text"].get<std::string>().find("2026-03-02 5 papers") != std::string::npos);
  CHECK(notice["blocks"][1]["text"]["text"].get<std::string>().find("<https://arxiv.org/abs/2603.0001") !=
        std::string::npos);

  // Changed cut-offs: what would change, then that it does, without a request.
  const int requests = week.play.model_requests;
  week.config.score.relevance_cutoff = 4;
  {
    const Captured captured(week.logs / "rescore");
    CHECK(run_rescore(week.dir.path(), week.config, {.from = {}, .to = {}, .dry_run = true}) == kDone);
    CHECK(week.digest(2).papers.size() == 5);
    CHECK(run_rescore(week.dir.path(), week.config, {}) == kDone);
    CHECK(run_rescore(week.dir.path(), week.config, {}) == kNothingNew);
  }
  CHECK(week.digest(2).papers.size() == 10);
  CHECK(read_file(week.logs / "rescore").find("2026-03-02: 5 -> 10 papers\n") != std::string::npos);
  CHECK(week.play.model_requests == requests);
  check_accounts(week, 2);
}

TEST_CASE("a day without any answer of the model is failed, and whole when run again") {
  Week week;
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

TEST_CASE("a budget that is too small leaves a partial day, which goes on with more money") {
  Week week;
  week.set_day(2, "Mon, 02 Mar 2026 00:00:00 -0500", items("2603.0001", 0, 9));
  week.config.score.budget_usd = 0.008;
  week.config.score.batch_abstracts = 1;
  week.config.score.parallel = 1;
  CHECK(week.daily() == kPartial);
  const Digest digest = week.digest(2);
  CHECK(digest.status_reason.find("budget") != std::string::npos);
  CHECK(*digest.usage.total_cost() <= 0.008);
  CHECK(digest.verdicts.size() >= 2);
  check_accounts(week, 2);
  week.config.score.budget_usd = 1;
  CHECK(week.daily() == kDone);
  check_accounts(week, 2);
  for (const auto& [id, count] : week.play.answered) CHECK(count == 1);
  CHECK(*week.digest(2).usage.total_cost() == test::near(week.play.billed));
}

TEST_CASE("commands refuse what they cannot do, in words") {
  Week week;
  const auto message_of = [](const std::function<void()>& deed) {
    try {
      deed();
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const fs::path root = week.dir.path();
  CHECK(message_of([&] { run_score(root, week.config, {.date = Day(2026, 3, 2)}, week.world()); })
            .find("fetch --date 2026-03-02") != std::string::npos);
  CHECK(message_of([&] { run_score(root, week.config, {.method = "magic"}, week.world()); })
            .find("llm or recommender") != std::string::npos);
  CHECK(message_of([&] {
          run_fetch(root, week.config, {.from = Day(2026, 2, 5), .to = Day(2026, 2, 1)}, week.world());
        }).find("is before") != std::string::npos);
  CHECK(message_of([&] { run_fetch(root, week.config, {.from = Day(2026, 3, 5)}, week.world()); })
            .find("is before") != std::string::npos);
  CHECK(message_of([&] {
          run_fetch(root, week.config, {.from = Day(2026, 3, 1), .to = Day(2026, 3, 2)}, week.world());
        }).find("is not over yet") != std::string::npos);
}

#pragma once
// A project in a folder of its own, its servers on loopback, and a clock in the test's hand.

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "app/curate/history.h"
#include "app/curation/cmd_daily.h"
#include "arxiv/day_records.h"
#include "arxiv/inbox.h"
#include "base/error.h"
#include "content/digest_json.h"
#include "curation/play.h"
#include "json/writer.h"
#include "net/curl_transport.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/near.h"
#include "support/temp_dir.h"
#include "support/tree.h"

namespace broadsheet::test {

/// Sends stdout and stderr of this process to a file for a while.
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
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;

 private:
  int out_, err_;
};

/// Whether a secret of the play stands in any file of these folders.
inline bool is_secret_in(const std::vector<fs::path>& folders) {
  bool found = false;
  for (const fs::path& root : folders) {
    for (const auto& [path, bytes] : read_tree(root)) {
      for (const char* secret : {kKey, kScholarKey, kHook}) {
        found = found || bytes.find(secret) != std::string::npos;
      }
    }
  }
  return found;
}

struct ArxivWeek {
  TempDir dir;
  TempDir logs;
  Play play;
  RawServer server{[this](const RawRequest& request) { return answer(play, request); }};
  net::CurlTransport transport;
  FakeTime time{moment(2026, 3, 2)};
  config::Config config;
  bool scholar_key = false;
  int builds = 0;
  std::vector<Day> failed_runs;  ///< that were reported to those who wait for an issue

  ArxivWeek() {
    config.fetch.categories = {"cs.LG", "cs.AI"};
    config.fetch.contact = "me@example.org";
    config.fetch.rss_url = server.url("/rss");
    config.fetch.oai_url = server.url("/oai");
    config.fetch.biorxiv_url = server.url("/preprints");
    config.fetch.retries = 1;
    config.score.method = config::ScoreMethod::Llm;
    config.score.model = "m";
    config.score.base_url = server.url("/v1");
    config.score.semantic_scholar_url = server.url("/scholar");
    config.score.prices["m"] = {
        .prompt = kPromptPrice, .cached = kCachedPrice, .completion = kCompletionPrice};
    config.score.batch_abstracts = 4;
    config.score.retries = 2;
    config.topics = {
        {.id = "architecture", .label = "Model Architecture", .aliases = {}, .keywords = {}}};
    config.holidays = {"2026-03-06"};
  }

  net::Environment world(net::Transport& line) {
    return fake_environment(line, time,
                            {{"OPENAI_API_KEY", kKey},
                             {"SEMANTIC_SCHOLAR_API_KEY", scholar_key ? kScholarKey : ""},
                             {"BROADSHEET_WEBHOOK", server.url(std::string("/hook/") + kHook)}});
  }
  net::Environment world() { return world(transport); }

  void set_day(unsigned day, const std::string& feed_date, std::vector<Item> papers) {
    time.set(moment(2026, 3, day));
    const std::lock_guard lock(play.mutex);
    play.feed_date = feed_date;
    play.items = std::move(papers);
  }
  void monday(std::vector<Item> papers) {
    set_day(2, "Mon, 02 Mar 2026 00:00:00 -0500", std::move(papers));
  }

  int daily() {
    const Captured captured(logs / "log");
    return app::run_daily(dir.path(), config, {},
                          {.build = [this] { return ++builds, 0; },
                           .publish = {},
                           .failed =
                               [this](Day day, const std::string&) {
                                 failed_runs.push_back(day);
                                 return 0;
                               }},
                          world());
  }
  std::string log() const { return read_file(logs / "log"); }
  /// Whether daily and the other commands have reported this.
  bool has_reported(const std::string& words) const {
    return log().find(words) != std::string::npos;
  }

  Digest digest(int day) {
    for (const Digest& one : app::load_digests(dir.path())) {
      if (one.date == Day(2026, 3, day)) return one;
    }
    FAIL("no digest of day " << day);
    throw 0;
  }

  bool is_secret_anywhere() const { return is_secret_in({dir.path(), logs.path()}); }
};

/// Every announced paper in exactly one place, and the counts say the same.
inline void check_accounts(const fs::path& root, Day day) {
  CAPTURE(day.str());
  const Digest digest = *app::History(root, app::load_digests(root)).find(day);
  const auto inbox = arxiv::read_inbox(root, day);
  REQUIRE(inbox);
  const nlohmann::json curation =
      nlohmann::json::parse(broadsheet::json::to_line(digest.extra))["curation"];
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
  for (const nlohmann::json& id : curation["dropped_by_title"]) {
    places.insert(id.get<std::string>());
    ++rejected;
  }
  for (const nlohmann::json& id : curation["below_h_index"]) places.insert(id.get<std::string>());
  for (const nlohmann::json& repeat : curation["repeats"])
    places.insert(repeat[0].get<std::string>());
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
  const auto size = [&](const char* key) {
    return static_cast<std::int64_t>(curation[key].size());
  };
  CHECK(*digest.counts.announced == static_cast<std::int64_t>(announced.size()));
  CHECK(*digest.counts.announced ==
        skipped + size("repeats") + size("below_h_index") + *digest.counts.scanned);
  CHECK(*digest.counts.scanned ==
        *digest.counts.selected + rejected + static_cast<std::int64_t>(digest.unanswered.size()));
}

inline void check_accounts(ArxivWeek& week, int day) {
  check_accounts(week.dir.path(), Day(2026, 3, day));
}

}  // namespace broadsheet::test

#include <cstdlib>
#include <string>

#include "app/commands/cmd_doctor.h"
#include "app/doctor/findings.h"
#include "net/curl_transport.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/raw_server.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using app::Health;

namespace {

constexpr const char* kDate = "Date: Mon, 02 Mar 2026 06:00:10 GMT\r\n";
constexpr const char* kKey = "sk-test-0123456789abcdef";

std::string feed(const std::string& date) {
  return "<?xml version='1.0'?><rss version=\"2.0\"><channel><title>hep-th</title><pubDate>" +
         date + "</pubDate></channel></rss>";
}

/// arXiv and a model's server on loopback, and a project that uses them.
struct World {
  std::string feed_bytes = feed("Mon, 02 Mar 2026 00:00:00 -0500");
  int feed_status = 200, model_status = 200;
  std::string headers = kDate;
  std::string models = R"({"data": [{"id": "gpt-5"}, {"id": "gpt-5-mini"}]})";
  std::string authorization;
  std::string model = "gpt-5";
  bool llm = false;
  std::string fetch_keys = "  categories: [hep-th]\n";
  std::string biorxiv_url;
  int preprints_status = 200;
  std::string preprints = R"({"messages": [{"status": "ok", "total": "240"}], "collection": []})";
  std::map<std::string, std::string> variables = {{"OPENAI_API_KEY", kKey}};

  app::Findings findings() {
    test::RawServer server([this](const test::RawRequest& request) {
      if (request.line().find("/details/biorxiv/2026-03-01/2026-03-01/0") != std::string::npos)
        return test::honest(preprints_status, preprints);
      if (request.line().find("/v1/models") == std::string::npos)
        return test::honest(feed_status, feed_bytes, headers);
      const std::size_t at = request.head.find("Authorization: ");
      if (at != std::string::npos)
        authorization = request.head.substr(at, request.head.find("\r\n", at) - at);
      return test::honest(model_status, models);
    });
    biorxiv_url = server.url();
    return findings_at(server.url("/rss"), server.url("/v1"));
  }

  app::Findings findings_at(const std::string& rss, const std::string& base) {
    write_file_atomically(folder / "config.yaml",
                          "site:\n  base_url: https://ada.github.io/digest\nfetch:\n" + fetch_keys +
                              (biorxiv_url.empty() ? "" : "  biorxiv_url: " + biorxiv_url + "\n") +
                              "  rss_url: " + rss +
                              "\nscore:\n  method: " + (llm ? "llm" : "recommender") +
                              "\n  model: " + model + "\n  base_url: " + base + "\n");
    Diagnostics problems;
    const app::Project project = app::open_project(folder.path(), problems);
    REQUIRE(problems.errors() == 0);
    net::CurlTransport transport;
    test::FakeTime time(test::moment());
    const net::Environment environment = test::fake_environment(transport, time, variables);
    app::Findings found = app::check_machine(project, environment);
    const app::Findings network = app::check_network(project, environment);
    found.insert(found.end(), network.begin(), network.end());
    return found;
  }

  test::TempDir folder;
};

const app::Finding& of(const app::Findings& findings, const std::string& check) {
  for (const app::Finding& finding : findings) {
    if (finding.check == check) return finding;
  }
  FAIL("nothing about " + check);
  return findings.front();
}

bool has(const app::Findings& findings, const std::string& check) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const auto& finding) { return finding.check == check; });
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the doctor finds a machine in order") {
  World world;
  world.llm = true;
  const app::Findings findings = world.findings();
  for (const char* check : {"git", "address", "key", "disk", "state", "feed", "clock", "model"}) {
    CAPTURE(check, of(findings, check).message);
    CHECK(of(findings, check).health == Health::Ok);
  }
  CHECK(world.authorization == std::string("Authorization: Bearer ") + kKey);
  CHECK(of(findings, "repository").health == Health::Warning);
  CHECK(of(findings, "topics").health == Health::Warning);
}

TEST_CASE("the doctor judges the feed") {
  World world;
  SECTION("old") {
    world.feed_bytes = feed("Mon, 23 Feb 2026 00:00:00 -0500");
    CHECK(of(world.findings(), "feed").health == Health::Warning);
    CHECK(of(world.findings(), "feed").message.find("it is 7 days old") != std::string::npos);
  }
  SECTION("of the future") {
    world.feed_bytes = feed("Mon, 09 Mar 2026 00:00:00 -0400");
    CHECK(of(world.findings(), "feed").health == Health::Error);
  }
  SECTION("not a feed") {
    world.feed_bytes = "<html><body>Sign in</body></html>";
    CHECK(of(world.findings(), "feed").health == Health::Error);
  }
  SECTION("an error of the server") {
    world.feed_status = 503;
    const app::Findings findings = world.findings();
    CHECK(of(findings, "feed").health == Health::Error);
    CHECK(of(findings, "feed").network);
    CHECK(contains(of(findings, "feed").message, "HTTP 503"));
  }
  SECTION("nobody there") {
    const app::Findings findings =
        world.findings_at("http://127.0.0.1:1/rss", "http://127.0.0.1:1/v1");
    CHECK(of(findings, "feed").network);
    CHECK_FALSE(has(findings, "clock"));
  }
}

TEST_CASE("the doctor compares clocks") {
  World world;
  SECTION("ten minutes") {
    world.headers = "Date: Mon, 02 Mar 2026 06:10:00 GMT\r\n";
    const app::Findings findings = world.findings();
    CHECK(of(findings, "clock").health == Health::Warning);
    CHECK(contains(of(findings, "clock").message, "10 min 0 s behind"));
  }
  SECTION("a day") {
    world.headers = "Date: Sun, 01 Mar 2026 06:00:00 GMT\r\n";
    CHECK(of(world.findings(), "clock").health == Health::Error);
  }
  SECTION("unknown") {
    world.headers = "Date: yesterday\r\n";
    CHECK(of(world.findings(), "clock").health == Health::Skipped);
  }
}

TEST_CASE("the doctor asks the model's server once, and never shows the key") {
  World world;
  world.llm = true;
  SECTION("a model that it does not have") {
    world.model = "gtp-5";
    const app::Findings findings = world.findings();
    CHECK(of(findings, "model").health == Health::Error);
    CHECK(contains(of(findings, "model").message, "did you mean 'gpt-5'?"));
  }
  SECTION("a key that it rejects") {
    world.model_status = 401;
    world.models = std::string("bad key ") + kKey;
    const app::Findings findings = world.findings();
    CHECK(of(findings, "model").health == Health::Error);
    for (const app::Finding& finding : findings) CHECK_FALSE(contains(finding.message, kKey));
  }
  SECTION("no list of models") {
    world.models = "not JSON";
    CHECK(of(world.findings(), "model").health == Health::Ok);
  }
  SECTION("a key with a line break") {
    world.variables["OPENAI_API_KEY"] = "sk-a\nb";
    CHECK(of(world.findings(), "key").health == Health::Error);
  }
}

TEST_CASE("the doctor looks at the repository and the files of .broadsheet") {
  World world;
  const auto git = [&](const std::string& words) {
    const std::string line = "git -C '" + world.folder.path().string() + "' " + words;
    REQUIRE(std::system(line.c_str()) == 0);
  };
  git("init -q -b gh-pages");
  write_file_atomically(world.folder / ".broadsheet/days.json", "{");
  write_file_atomically(world.folder / ".broadsheet/inbox/2026-02-27.json", "[]");
  app::Findings findings = world.findings();
  CHECK(contains(of(findings, "branch").message, "which 'publish' replaces by the site"));
  CHECK(of(findings, "remote").health == Health::Warning);
  CHECK(contains(of(findings, "state").message, "days.json is damaged"));
  git("checkout -q -b main");
  git("remote add origin https://user:secret@github.com/user/digest.git");
  findings = world.findings();
  CHECK(of(findings, "branch").health == Health::Ok);
  CHECK(contains(of(findings, "workflow").message, "daily.yml is missing"));
  CHECK_FALSE(contains(of(findings, "remote").message, "secret"));
}

TEST_CASE("the doctor's exit code tells errors, settings and the network apart") {
  World world;
  test::FakeTransport down(
      [](const net::Request&, int) { return test::trouble_of(net::Trouble::Connect, "refused"); });
  test::FakeTime time(test::moment());
  const net::Environment environment = test::fake_environment(down, time);
  const auto run = [&](const std::string& settings, bool offline) {
    write_file_atomically(world.folder / "config.yaml", settings);
    return app::run_doctor(world.folder.path(), {.offline = offline, .json = true}, environment);
  };
  const std::string good = "site:\n  base_url: https://ada.github.io/digest\n";
  CHECK(run(good, true) == 0);
  CHECK(down.requests().empty());
  CHECK(run(good, false) == 3);
  CHECK(run("site:\n  tittle: x\n", false) == 2);
  CHECK(run("site:\n  base_url: https://example.org\n", false) == 1);
}

TEST_CASE("bioRxiv is asked if config.yaml names it, arXiv only if it has categories there") {
  World world;
  CHECK_FALSE(has(world.findings(), "preprints"));
  world.fetch_keys = "  categories: []\n  biorxiv: {categories: [neuroscience]}\n";
  const app::Findings found = world.findings();
  CHECK(of(found, "preprints").health == Health::Ok);
  CHECK(of(found, "preprints").message == "bioRxiv lists 240 versions of 2026-03-01");
  CHECK_FALSE(has(found, "feed"));
  world.preprints = "<html>";
  CHECK(of(world.findings(), "preprints").health == Health::Error);
  world.preprints_status = 503;
  CHECK(of(world.findings(), "preprints").message.find("HTTP 503") != std::string::npos);
}

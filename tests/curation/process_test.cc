// The real program as a scheduler starts it: exit codes, kill -9, core dumps, what a terminal
// shows.
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <functional>
#include <thread>

#include "arxiv/schedule.h"
#include "curation/week.h"

using namespace broadsheet;
using Json = nlohmann::json;
using test::Captured;
using test::honest;
using test::items;

namespace {

std::string feed_date(Day day) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string iso = day.str();
  return "Mon, " + iso.substr(8, 2) + " " + kMonths[std::stoi(iso.substr(5, 2)) - 1] + " " +
         iso.substr(0, 4) + " 00:00:00 -0500";
}

// A new project of `broadsheet init`, set to the servers on loopback.
struct Machine {
  test::TempDir dir, logs;
  test::Play play;
  test::RawServer server{[this](const test::RawRequest& request) { return answer(play, request); }};
  Day today = arxiv::new_york_day(std::chrono::system_clock::now());
  std::map<std::string, std::string> variables = {
      {"PATH", "/usr/bin:/bin"},
      {"HOME", dir.path().string()},
      {"OPENAI_API_KEY", test::kKey},
      {"SEMANTIC_SCHOLAR_API_KEY", test::kScholarKey},
      {"BROADSHEET_WEBHOOK", server.url(std::string("/hook/") + test::kHook)}};

  Machine() {
    REQUIRE(run({"init", root().string()}) == 0);
    play.feed_date = feed_date(today);
    play.items = items("2603.0001", 0, 9);
    configure("llm");
  }

  fs::path root() const { return dir / "digest"; }

  void configure(const std::string& method, const std::string& more = {}) {
    write_file_atomically(
        root() / "config.yaml",
        "site: {base_url: \"https://reader.github.io/digest\"}\n"
        "topics:\n  - {id: attention, label: Attention}\nfetch:\n  categories: [cs.LG, cs.AI]\n  "
        "contact: me@example.org\n  pause_seconds: 0\n"
        "  retries: 0\n  timeout_seconds: 30\n"
        "  rss_url: " +
            server.url("/rss") + "\n  oai_url: " + server.url("/oai") +
            "\nscore:\n  method: " + method + "\n  model: m\n  base_url: " + server.url("/v1") +
            "\n  semantic_scholar_url: " + server.url("/scholar") +
            "\n  prices: {m: {prompt: 2, cached: 0.5, completion: 8}}\n  batch_abstracts: 4\n"
            "  parallel: 1\n  retries: 0\n  requests_per_minute: 100000\n  h_index_minimum: 1\n" +
            more);
  }

  pid_t start(const std::vector<std::string>& words, bool project = true) {
    std::vector<std::string> line = {BROADSHEET_BINARY};
    if (project) line.insert(line.end(), {"-C", root().string()});
    line.insert(line.end(), words.begin(), words.end());
    std::vector<std::string> settings;
    for (const auto& [name, value] : variables) settings.push_back(name + "=" + value);
    std::vector<char*> arguments, environment;
    for (std::string& word : line) arguments.push_back(word.data());
    for (std::string& setting : settings) environment.push_back(setting.data());
    arguments.push_back(nullptr);
    environment.push_back(nullptr);
    const std::string out = (logs / "out").string(), err = (logs / "err").string();
    const std::string folder = logs.path().string();
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644), 1);
      ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644), 2);
      const rlimit all{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
      ::setrlimit(RLIMIT_CORE, &all);
      static_cast<void>(::chdir(folder.c_str()));  // a core would fall here
      ::execve(arguments[0], arguments.data(), environment.data());
      ::_exit(127);
    }
    return child;
  }
  static int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  int run(const std::vector<std::string>& words) {
    return wait_for(start(words, words.front() != "init"));
  }
  std::string out() const { return read_file(logs / "out"); }
  std::string err() const { return read_file(logs / "err"); }

  // Waits until a count of the play, read under its lock, is reached.
  void wait_until(const std::function<bool()>& reached) {
    for (int i = 0; i < 20000; ++i) {
      {
        const std::lock_guard lock(play.mutex);
        if (reached()) return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    FAIL("the program did not get there");
  }

  Digest digest() {
    for (const Digest& one : app::load_digests(root())) {
      if (one.date == today) return one;
    }
    FAIL("no digest of today");
    throw 0;
  }
};

}  // namespace

TEST_CASE(
    "a day by the real program: fetched, scored, built, announced, at the cost that was billed") {
  Machine machine;
  CHECK(machine.run({"daily"}) == 0);
  CHECK(machine.digest().papers.size() == 5);
  CHECK(machine.digest().status == DayStatus::Complete);
  CHECK(*machine.digest().usage.total_cost() == test::near(machine.play.billed));
  CHECK(fs::exists(machine.root() / "site" / "index.html"));
  CHECK(machine.play.notices.empty());  // success is announced when the page is online
  CHECK(machine.play.saw_contact);
  CHECK(machine.play.saw_key);
  CHECK(machine.play.saw_scholar_key);
  CHECK(machine.out().find("5 of 10 papers chosen") != std::string::npos);
  CHECK(machine.out().find("daily run: done") != std::string::npos);
  CHECK(machine.run({"daily"}) == 4);
  CHECK(machine.run({"score"}) == 4);
  CHECK(machine.run({"check"}) == 0);
  CHECK_FALSE(test::is_secret_in({machine.dir.path(), machine.logs.path()}));
}

TEST_CASE("every way a run can end has its exit code") {
  Machine machine;
  machine.play.arxiv_down = true;
  CHECK(machine.run({"fetch"}) == 3);
  CHECK(machine.run({"daily"}) == 3);
  machine.play.arxiv_down = false;
  CHECK(machine.run({"fetch"}) == 0);
  CHECK(machine.run({"fetch"}) == 4);
  machine.play.model_down = true;
  CHECK(machine.run({"score"}) == 6);
  CHECK(machine.run({"daily"}) == 6);
  machine.play.model_down = false;
  machine.play.stubborn = {"2603.00017"};
  CHECK(machine.run({"daily"}) == 5);
  CHECK(machine.out().find("1 paper without a verdict") != std::string::npos);
  CHECK(machine.digest().unanswered == std::vector<std::string>{"2603.00017"});
  machine.play.stubborn.clear();
  CHECK(machine.run({"score", "--date", machine.today.str()}) == 0);
  CHECK(machine.run({"rescore", "--dry-run"}) == 4);
  CHECK(machine.run({"missing"}) == 0);

  machine.configure("llm", "  relevance_cutoff: 4\n");
  CHECK(machine.run({"rescore", "--dry-run"}) == 0);
  CHECK(machine.digest().papers.size() == 5);
  CHECK(machine.run({"rescore"}) == 0);
  CHECK(machine.digest().papers.size() == 10);

  machine.configure("llm", "  unknown_key: 1\n");
  CHECK(machine.run({"daily"}) == 2);
  machine.configure("llm");
  CHECK(machine.run({"score", "--budget", "nan"}) == 2);
  CHECK(machine.run({"score", "--date", "2026-01-05"}) == 2);
  CHECK(machine.run({"fetch", "--to", "2026-01-05"}) == 2);
  CHECK(machine.run({"fetch", "--date", "yesterday"}) == 2);
  machine.configure("llm", "  system_prompt: nowhere\n");
  CHECK(machine.run({"score", "--again"}) == 2);
  CHECK(machine.err().find("prompts/nowhere.md") != std::string::npos);
  CHECK_FALSE(test::is_secret_in({machine.dir.path(), machine.logs.path()}));
}

TEST_CASE("help names the exit codes of each command of curation") {
  Machine machine;
  struct Told {
    const char* command;
    std::vector<std::string> codes;
  };
  const auto& [command, codes] = GENERATE(values<Told>({
      {"fetch", {"0 done", "4 nothing new", "3 arXiv"}},
      {"score", {"0 done", "4 nothing", "5 partial", "6 failed"}},
      {"rescore", {"0 done", "4 nothing"}},
      {"missing", {"0 nothing", "5 days", "3 arXiv"}},
      {"daily", {"0 done", "4 nothing new", "5 partial", "6 failed", "3 arXiv", "7 another"}},
      {"announce", {"0 done", "4 nothing", "3 a page"}},
  }));
  CAPTURE(command);
  CHECK(machine.run({command, "--help"}) == 0);
  for (const std::string& code : codes) CHECK(machine.out().find(code) != std::string::npos);
}

TEST_CASE("a second daily run ends at once with its code") {
  Machine machine;
  machine.play.model_hangs_at = 1;
  const pid_t first = machine.start({"daily"});
  machine.wait_until([&] { return machine.play.model_requests >= 1; });
  CHECK(machine.run({"daily"}) == 7);
  CHECK(machine.err().find("is running here") != std::string::npos);
  ::kill(first, SIGKILL);
  CHECK(Machine::wait_for(first) == -SIGKILL);
  CHECK(machine.run({"daily"}) == 0);
}

TEST_CASE("a run killed with -9 while it scores goes on and pays nothing twice") {
  Machine machine;
  machine.play.model_hangs_at = 3;
  const pid_t first = machine.start({"daily"});
  machine.wait_until([&] { return machine.play.model_requests >= 3; });
  ::kill(first, SIGKILL);
  CHECK(Machine::wait_for(first) == -SIGKILL);
  CHECK(machine.play.answered.size() == 8);
  CHECK(app::load_digests(machine.root()).empty());

  CHECK(machine.run({"daily"}) == 0);
  CHECK(machine.play.model_requests == 4);
  for (const auto& [id, count] : machine.play.answered) CHECK(count == 1);
  const Digest digest = machine.digest();
  CHECK(digest.status == DayStatus::Complete);
  CHECK(*digest.usage.total_cost() == test::near(machine.play.billed));
  CHECK(*digest.usage.total_tokens() == machine.play.billed_tokens);
  CHECK(Json::parse(
            broadsheet::json::to_line(digest.extra))["curation"]["requests_without_answer"] == 1);
  test::check_accounts(machine.root(), machine.today);
  CHECK(fs::exists(machine.root() / "site" / "index.html"));
  CHECK_FALSE(test::is_secret_in({machine.dir.path(), machine.logs.path()}));
}

TEST_CASE("a list of past days whose reading was killed continues after its last page") {
  Machine machine;
  const Day day = machine.today.plus(-3);
  machine.play.oai = {test::oai_page({"2603.00001", "2603.00002"}, day.str(), "page1"),
                      test::oai_page({"2603.00003"}, day.str(), "page2"),
                      test::oai_page({"2603.00004"}, day.str(), "page3"),
                      test::oai_page({"2603.00005"}, day.str())};
  machine.play.oai_hangs_at = 2;
  const std::vector<std::string> fetch = {"fetch", "--date", day.str()};
  const pid_t first = machine.start(fetch);
  machine.wait_until([&] { return machine.play.arxiv_lines.size() >= 3; });
  ::kill(first, SIGKILL);
  CHECK(Machine::wait_for(first) == -SIGKILL);
  machine.play.oai_hangs_at = SIZE_MAX;
  machine.play.arxiv_lines.clear();

  CHECK(machine.run(fetch) == 0);
  REQUIRE(machine.play.arxiv_lines.size() >= 2);
  CHECK(machine.play.arxiv_lines[0].find("resumptionToken=page2") != std::string::npos);
  CHECK(machine.play.arxiv_lines[1].find("resumptionToken=page3") != std::string::npos);
  const auto inbox = arxiv::read_inbox(machine.root(), day);
  REQUIRE(inbox);
  CHECK(inbox->papers.size() == 5);
  CHECK(inbox->source == InboxSource::Change);
  CHECK(
      machine.err().find("by date of change (OAI-PMH), which is not exactly what was announced") !=
      std::string::npos);
}

TEST_CASE("a run that crashes leaves no core and no secret") {
  Machine machine;
  machine.play.model_hangs_at = 1;
  const pid_t child = machine.start({"daily"});
  machine.wait_until([&] { return machine.play.model_requests >= 1; });
  const std::string limits = read_file("/proc/" + std::to_string(child) + "/limits");
  const auto at = limits.find("Max core file size");
  REQUIRE(at != std::string::npos);
  CHECK(limits.substr(at + 18, 20).find_first_not_of(" 0") == std::string::npos);
  ::kill(child, SIGSEGV);
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  CHECK_FALSE(WCOREDUMP(status));
  CHECK_FALSE(test::is_secret_in({machine.dir.path(), machine.logs.path()}));
}

TEST_CASE("the locale of the machine changes nothing") {
  std::string digests[2], logs[2];
  for (int i = 0; i < 2; ++i) {
    Machine machine;
    machine.variables["LC_ALL"] = i == 0 ? "C" : "tr_TR.UTF-8";
    machine.variables["LANG"] = machine.variables["LANGUAGE"] = machine.variables["LC_ALL"];
    machine.variables["TZ"] = i == 0 ? "UTC" : "Pacific/Kiritimati";
    machine.play.items.push_back({"2603.00020", "new", "Diffusion INIT in TITLE."});
    CHECK(machine.run({"fetch"}) == 0);
    CHECK(machine.run({"score"}) == 0);
    digests[i] = content::to_json(machine.digest());
    logs[i] = machine.out();
  }
  CHECK(digests[0] == digests[1]);
  CHECK(logs[0].substr(logs[0].find("papers announced")) ==
        logs[1].substr(logs[1].find("papers announced")));
}

TEST_CASE("on a terminal a bar shows the rate, the cost so far and the time left") {
  Machine machine;
  machine.play.model_hangs_at = 3;
  machine.play.model_seconds = 0.6;
  REQUIRE(machine.run({"fetch"}) == 0);
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    ::setenv("OPENAI_API_KEY", test::kKey, 1);
    ::execl(BROADSHEET_BINARY, BROADSHEET_BINARY, "-C", machine.root().c_str(), "score",
            static_cast<char*>(nullptr));
    ::_exit(127);
  }
  machine.wait_until([&] { return machine.play.model_requests >= 3; });
  std::string seen;
  char buffer[4096];
  ::fcntl(terminal, F_SETFL, O_NONBLOCK);
  for (int i = 0; i < 500 && seen.find(" left") == std::string::npos; ++i) {
    const auto count = ::read(terminal, buffer, sizeof buffer);
    if (count > 0)
      seen.append(buffer, static_cast<std::size_t>(count));
    else
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(terminal);
  CAPTURE(seen);
  CHECK(seen.find("scoring  [####") != std::string::npos);
  CHECK(seen.find("8/10") != std::string::npos);
  CHECK(seen.find(" s left") != std::string::npos);
  CHECK(seen.find("papers/min, $0.0") != std::string::npos);
  CHECK(seen.find(test::kKey) == std::string::npos);
}

// The workflows that `broadsheet init` writes: their shape, and their shell steps, run by bash with
// a program in place of broadsheet that ends as it is told.

#include <sys/wait.h>

#include <cstdlib>
#include <map>
#include <string>

#include "publish/process.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"
#include "yaml/tree.h"

using namespace broadsheet;

namespace {

const fs::path kWorkflows =
    fs::path(BROADSHEET_SOURCE_DIR) / "generator/app/init/skeleton/github/workflows";

YamlNode workflow(const std::string& file) {
  Diagnostics problems;
  const std::optional<YamlNode> all = parse_yaml(read_file(kWorkflows / file), file, problems);
  CHECK(problems.str().empty());
  REQUIRE(all);
  return *all;
}

const YamlNode& member(const YamlNode& group, const std::string& key) {
  const YamlNode* found = group.find(key);
  CAPTURE(key);
  REQUIRE(found != nullptr);
  return *found;
}

YamlNode job_of(const std::string& file) { return member(workflow(file), "jobs").items.at(0); }

std::string step(const std::string& file, const std::string& name) {
  const YamlNode job = job_of(file);
  for (const YamlNode& one : member(job, "steps").items) {
    if (member(one, "name").text == name) return member(one, "run").text;
  }
  FAIL("no step '" + name + "' in " + file);
  return "";
}

/// A runner: a folder, a home, the files a step writes to, and a broadsheet that does what
/// `program` says.
class Runner {
 public:
  explicit Runner(const std::string& program) {
    write_file_atomically(folder_ / "bin/broadsheet", "#!/bin/bash\n" + program);
    fs::permissions(folder_ / "bin/broadsheet", fs::perms::owner_all);
    fs::create_directories(folder_ / "work");
  }
  publish::ProcessResult run(const std::string& script,
                             std::map<std::string, std::string> variables = {}) {
    const std::string path = (folder_ / "bin").string() + ":" + std::getenv("PATH");
    variables.insert({{"PATH", path},
                      {"HOME", folder_.path().string()},
                      {"RUNNER_TEMP", folder_.path().string()},
                      {"GITHUB_OUTPUT", (folder_ / "output").string()},
                      {"GITHUB_STEP_SUMMARY", (folder_ / "summary").string()}});
    // As GitHub runs `shell: bash`.
    write_file_atomically(folder_ / "step.sh", script);
    return publish::run({.words = {"bash", "--noprofile", "--norc", "-eo", "pipefail",
                                   (folder_ / "step.sh").string()},
                         .folder = folder_ / "work",
                         .variables = variables,
                         .input = {}});
  }
  std::string text(const std::string& name) const {
    return read_file_if_exists(folder_ / name).value_or("");
  }
  fs::path path(const std::string& name) const { return folder_ / name; }

 private:
  test::TempDir folder_;
};

}  // namespace

TEST_CASE("every workflow has what GitHub needs, and pins what it uses") {
  for (const char* file : {"daily.yml", "build.yml"}) {
    CAPTURE(file);
    const YamlNode all = workflow(file);
    CHECK(member(all, "name").is(YamlKind::Text));
    CHECK(member(all, "on").is(YamlKind::Group));
    CHECK(member(member(all, "permissions"), "contents").text == "write");
    CHECK(member(member(all, "concurrency"), "cancel-in-progress").text == "false");
    CHECK(member(all, "jobs").items.size() == 1);
    const YamlNode job = job_of(file);
    CHECK(member(job, "runs-on").text.find("latest") == std::string::npos);
    CHECK(std::stoi(member(job, "timeout-minutes").text) > 0);
    const std::string text = read_file(kWorkflows / file);
    std::map<std::string, int> ids;
    for (const YamlNode& one : member(job, "steps").items) {
      const std::string& name = member(one, "name").text;
      CAPTURE(name);
      CHECK((one.find("uses") != nullptr) != (one.find("run") != nullptr));
      if (one.find("id") != nullptr) CHECK(++ids[member(one, "id").text] == 1);
      if (one.find("uses") != nullptr) {
        const std::string& uses = member(one, "uses").text;
        const std::string pin = uses.substr(uses.find('@') + 1);
        CHECK(pin.size() == 40);
        CHECK(pin.find_first_not_of("0123456789abcdef") == std::string::npos);
        CHECK(text.find(uses + " # v") !=
              std::string::npos);  // for readers, and for programs that look for newer ones
      } else {
        // No expression within a script: values come in by variables.
        CHECK(member(one, "run").text.find("${{") == std::string::npos);
        const test::TempDir folder;
        write_file_atomically(folder / "step.sh", member(one, "run").text);
        const publish::ProcessResult ran =
            publish::run({.words = {"bash", "-n", (folder / "step.sh").string()},
                          .folder = ".",
                          .variables = {},
                          .input = {}});
        CHECK(ran.err.empty());
      }
    }
    // Steps that are named in expressions are there.
    for (std::size_t at = text.find("steps."); at != std::string::npos;
         at = text.find("steps.", at + 1)) {
      CHECK(ids.contains(text.substr(at + 6, text.find('.', at + 6) - at - 6)));
    }
  }
}

TEST_CASE("the daily run begins after midnight in New York, in winter as in summer") {
  const YamlNode all = workflow("daily.yml");
  for (const YamlNode& one : member(member(all, "on"), "schedule").items) {
    const std::string& cron = member(one, "cron").text;
    CAPTURE(cron);
    const int minute = std::stoi(cron);
    const int hour = std::stoi(cron.substr(cron.find(' ')));
    CHECK(hour * 60 + minute >= 5 * 60 + 30);  // midnight is 05:00 UTC in winter
    CHECK(minute % 15 != 0);                   // full and quarter hours are crowded
    CHECK(cron.ends_with("* * 1-5"));
  }
}

TEST_CASE("the daily step waits for the feed, and only for it") {
  const std::string script = step("daily.yml", "Fetch, score and build");
  SECTION("late twice, then there") {
    Runner runner(
        "n=$(cat $HOME/n 2>/dev/null || echo 0); echo $((n+1)) >$HOME/n\n"
        "if [ $n -lt 2 ]; then echo '2026-07-14: nothing new yet (dated 2026-07-13)'; exit 4; fi; "
        "exit 0");
    CHECK(runner.run(script, {{"TRIES", "6"}, {"PAUSE", "0"}}).status == 0);
    CHECK(runner.text("n") == "3\n");
    CHECK(runner.text("output") == "code=0\n");
  }
  SECTION("always late") {
    Runner runner("echo x >>$HOME/n; echo 'nothing new yet'; exit 4");
    CHECK(runner.run(script, {{"TRIES", "3"}, {"PAUSE", "0"}}).status == 0);
    CHECK(runner.text("n") == "x\nx\nx\n");
    CHECK(runner.text("output") == "code=4\n");
  }
  SECTION("late on a day that follows missing ones") {
    Runner runner("echo x >>$HOME/n; echo 'nothing new yet'; exit 5");
    CHECK(runner.run(script, {{"TRIES", "2"}, {"PAUSE", "0"}}).status == 0);
    CHECK(runner.text("n") == "x\nx\n");
    CHECK(runner.text("output") == "code=5\n");
  }
  SECTION("a holiday") {
    Runner runner("echo x >>$HOME/n; echo 'nothing announced (holiday)'; exit 4");
    CHECK(runner.run(script, {{"TRIES", "3"}, {"PAUSE", "0"}}).status == 0);
    CHECK(runner.text("n") == "x\n");
  }
  SECTION("a failure is passed on") {
    for (const char* code : {"1", "3", "5", "6"}) {
      Runner runner(std::string("exit ") + code);
      CHECK(runner.run(script, {{"TRIES", "3"}, {"PAUSE", "0"}}).status == 0);
      CHECK(runner.text("output") == std::string("code=") + code + "\n");
    }
  }
}

TEST_CASE("an issue is announced after its publication, if somebody wants to know") {
  const std::string script = step("daily.yml", "Announce");
  const std::map<std::string, std::string> hook = {{"BROADSHEET_WEBHOOK", "https://hook.example"}};
  Runner silent("echo \"$1\" >>$HOME/calls");
  CHECK(silent.run(script, {{"BROADSHEET_WEBHOOK", ""}}).status == 0);
  CHECK(silent.text("calls").empty());
  CHECK(silent.run(script, hook).status == 0);
  CHECK(silent.text("calls") == "announce\n");
  Runner nothing("exit 4");
  CHECK(nothing.run(script, hook).status == 0);
  Runner offline("exit 3");
  CHECK(offline.run(script, hook).status == 3);
}

TEST_CASE("a failed or partial day makes the run red and says why") {
  const std::string script = step("daily.yml", "Say how it went");
  const std::map<std::string, std::pair<int, std::string>> table = {
      {"0", {0, "## Done"}},   {"4", {0, "## Nothing new"}}, {"5", {1, "## Partial"}},
      {"6", {1, "## Failed"}}, {"3", {1, "network"}},        {"", {1, "before it could score"}},
      {"1", {1, "code 1"}}};
  for (const auto& [code, expected] : table) {
    CAPTURE(code);
    Runner runner("");
    write_file_atomically(runner.path("daily.log"), "why it was so\n");
    const publish::ProcessResult ran =
        runner.run("CODE='" + code + "'\n" + script, {{"PUBLISHED", "success"}});
    CHECK(ran.status == expected.first);
    CHECK(runner.text("summary").find(expected.second) != std::string::npos);
    CHECK(runner.text("summary").find("why it was so") != std::string::npos);
    CHECK((ran.out.find("::error::") != std::string::npos) == (expected.first != 0));
  }
  Runner runner("");
  CHECK(runner.run("CODE=0\n" + script, {{"PUBLISHED", "failure"}}).status == 1);
  CHECK(runner.text("summary").find("not published") != std::string::npos);
}

TEST_CASE("digests are kept by a commit, also when somebody else pushed meanwhile") {
  const std::string script = step("daily.yml", "Keep the digests");
  Runner runner("");
  const auto git = [&](const std::string& words) {
    const publish::ProcessResult ran = runner.run(
        "git -c user.name=T -c user.email=t@example.org -c init.defaultBranch=main " + words);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
    return ran.out;
  };
  git("init -q --bare ../remote.git");
  git("clone -q ../remote.git ../other");
  git("clone -q ../remote.git .");
  write_file_atomically(runner.path("work/content/a.json"), "{}");
  const std::map<std::string, std::string> variables = {{"GITHUB_REF_NAME", "main"}};
  CHECK(runner.run(script, variables).status == 0);
  CHECK(runner.run(script, variables).out == "no digest changed\n");
  CHECK(git("-C ../remote.git rev-list --count main") == "1\n");
  // Somebody else.
  git("-C ../other pull -q origin main");
  write_file_atomically(runner.path("other/README.md"), "theirs");
  git("-C ../other add .");
  git("-C ../other commit -q -m theirs");
  git("-C ../other push -q origin HEAD:main");
  write_file_atomically(runner.path("work/content/b.json"), "{}");
  const publish::ProcessResult ran = runner.run(script, variables);
  INFO(ran.err);
  CHECK(ran.status == 0);
  CHECK(git("-C ../remote.git rev-list --count main") == "3\n");
}

TEST_CASE("a build that fails makes the run red and says why") {
  const std::string script = step("build.yml", "Build and check");
  Runner good("echo \"$1\" >>$HOME/calls");
  CHECK(good.run(script).status == 0);
  CHECK(good.text("calls") == "build\ncheck\n");
  CHECK(good.text("summary").empty());
  Runner bad("echo 'config.yaml:3:1: error: no' >&2; exit 2");
  CHECK(bad.run(script).status == 2);
  CHECK(bad.text("summary").find("config.yaml:3:1: error: no") != std::string::npos);
}

TEST_CASE(
    "a new project that is pushed has its branch at once, by the steps as they stand and the real "
    "program") {
  Runner runner("exec '" BROADSHEET_BINARY "' \"$@\"\n");
  const auto git = [&](const std::string& words) {
    return runner.run("git -c user.name=T -c user.email=t@example.org " + words).status;
  };
  REQUIRE(runner.run("broadsheet init .").status == 0);
  REQUIRE(git("init -q -b main") == 0);
  REQUIRE(git("init -q --bare ../remote.git") == 0);
  REQUIRE(git("remote add origin ../remote.git") == 0);
  for (const char* name : {"Build and check", "Publish"}) {
    const publish::ProcessResult ran = runner.run(step("build.yml", name));
    INFO(name << ": " << ran.out << ran.err);
    CHECK(ran.status == 0);
  }
  CHECK(git("-C ../remote.git cat-file -e gh-pages:index.html") == 0);
  CHECK(runner.run(step("daily.yml", "Publish")).out == "gh-pages of origin is up to date\n");
  const publish::ProcessResult kept =
      runner.run(step("daily.yml", "Keep the digests"), {{"GITHUB_REF_NAME", "main"}});
  INFO(kept.err);
  CHECK(kept.status == 0);
  CHECK(git("-C ../remote.git cat-file -e main:content/pages/about.md") == 0);
}

TEST_CASE(
    "the program is built from the repository and the version that are named, or the run says what "
    "to name") {
  const std::string file = GENERATE(as<std::string>{}, "daily.yml", "build.yml");
  Runner runner("");
  std::string script = step(file, "Build the program");
  for (std::size_t at = 0; (at = script.find("/tmp/", at)) != std::string::npos;) {
    script.replace(at, 4, runner.path("tmp").string());
    at += runner.path("tmp").string().size();
  }
  const publish::ProcessResult nameless = runner.run(script, {{"BROADSHEET_VERSION", "v1"}});
  CHECK(nameless.status == 1);
  CHECK(nameless.out.find("::error::Name the git repository of broadsheet: BROADSHEET_SOURCE") !=
        std::string::npos);

  const std::string source = runner.path("source").string();
  write_file_atomically(
      runner.path("source/dev"),
      "#!/bin/sh\nmkdir -p build && echo package >build/broadsheet_1_amd64.deb\n");
  fs::permissions(runner.path("source/dev"), fs::perms::owner_all);
  const publish::ProcessResult made = runner.run(
      "git init -q " + source + " && cd " + source +
      " && git add . && git -c user.name=T -c user.email=t@example.org commit -q -m one && "
      "git tag v1 && git config uploadpack.allowAnySHA1InWant true && git rev-parse HEAD");
  REQUIRE(made.status == 0);
  for (const std::string& version : {std::string("v1"), made.out.substr(0, 40)}) {
    CAPTURE(version);
    fs::remove_all(runner.path("tmp"));
    const publish::ProcessResult ran = runner.run(
        script, {{"BROADSHEET_SOURCE", "file://" + source}, {"BROADSHEET_VERSION", version}});
    INFO(ran.err);
    CHECK(ran.status == 0);
    CHECK(runner.text("tmp/package/broadsheet_1_amd64.deb") == "package\n");
  }
}

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

const fs::path kSource = BROADSHEET_SOURCE_DIR;
const fs::path kWorkflows = kSource / ".github/workflows";

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

std::string run_of(const YamlNode& steps, const std::string& name) {
  for (const YamlNode& one : member(steps, "steps").items) {
    if (member(one, "name").text == name) return member(one, "run").text;
  }
  FAIL("no step '" + name + "'");
  return "";
}

std::string step(const std::string& file, const std::string& name) {
  return run_of(job_of(file), name);
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
      if (one.find("uses") != nullptr && member(one, "uses").text.starts_with("./")) {
        CHECK(fs::exists(kSource / member(one, "uses").text / "action.yml"));
      } else if (one.find("uses") != nullptr) {
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

TEST_CASE("the daily step runs once, shows its output and passes its code on") {
  const std::string script = step("daily.yml", "Fetch, score and build");
  for (const char* code : {"0", "1", "3", "4", "5", "6"}) {
    Runner runner(std::string("echo \"$1\" >>$HOME/calls; echo news; exit ") + code);
    const publish::ProcessResult ran = runner.run(script);
    CHECK(ran.status == 0);
    CHECK(ran.out == "news\n");
    CHECK(runner.text("daily.log") == "news\n");
    CHECK(runner.text("calls") == "daily\n");
    CHECK(runner.text("output") == std::string("code=") + code + "\n");
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

TEST_CASE("a failed or partial day makes the run red and states why") {
  const std::string script = step("daily.yml", "Report the outcome");
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
  CHECK(
      runner.run("CODE=0\n" + script, {{"PUBLISHED", "success"}, {"DEPLOYED", "failure"}}).status ==
      1);
  CHECK(
      runner.run("CODE=0\n" + script, {{"PUBLISHED", "success"}, {"DEPLOYED", "skipped"}}).status ==
      0);
}

/// A runner with a clone of a bare repository, ../remote.git.
class Clone : public Runner {
 public:
  explicit Clone(const std::string& program = "") : Runner(program) {
    git("init -q --bare ../remote.git");
    git("clone -q ../remote.git .");
  }
  std::string git(const std::string& words) {
    const publish::ProcessResult ran =
        run("git -c user.name=T -c user.email=t@example.org -c init.defaultBranch=main " + words);
    INFO(words << ": " << ran.err);
    REQUIRE(ran.status == 0);
    return ran.out;
  }
  /// A step of daily.yml.
  std::string daily(const std::string& name, std::map<std::string, std::string> variables = {}) {
    variables.insert({"GITHUB_REF_NAME", "main"});
    const publish::ProcessResult ran = run(step("daily.yml", name), variables);
    INFO(name << ": " << ran.out << ran.err);
    CHECK(ran.status == 0);
    return ran.out;
  }
  void write(const std::string& name, const std::string& text) {
    write_file_atomically(path("work/" + name), text);
  }
};

TEST_CASE("digests are kept by a commit, also when somebody else pushed meanwhile") {
  Clone runner;
  runner.git("clone -q ../remote.git ../other");
  runner.write("content/pages/a.md", "A");
  runner.daily("Remove the sample digests");
  runner.daily("Keep the digests");
  CHECK(runner.daily("Keep the digests") == "no digest changed\n");
  CHECK(runner.git("-C ../remote.git rev-list --count main") == "1\n");
  // Somebody else.
  runner.git("-C ../other pull -q origin main");
  write_file_atomically(runner.path("other/README.md"), "theirs");
  runner.git("-C ../other add .");
  runner.git("-C ../other commit -q -m theirs");
  runner.git("-C ../other push -q origin HEAD:main");
  runner.write("content/2026-07/2026-07-01.json", "{}");
  runner.write("content/2026-07/2026-07-02.json", "{}");
  runner.daily("Keep the digests");
  CHECK(runner.git("-C ../remote.git rev-list --count main") == "3\n");
  CHECK(runner.git("-C ../remote.git log -1 --format=%s main") ==
        "Digest of 2026-07-02 2026-07-01\n");
}

TEST_CASE("the first run of a copy removes the sample digests, and only them") {
  Clone runner;
  runner.git("config core.hooksPath /dev/null");
  fs::copy(kSource / "content", runner.path("work/content"), fs::copy_options::recursive);
  runner.write("content/2026-07/2026-07-31.json", "{\n  \"date\": \"2026-07-31\"\n}\n");
  runner.git("add .");
  runner.git("commit -q -m copy");
  for (int run = 0; run < 2; ++run) runner.daily("Remove the sample digests");
  runner.daily("Keep the digests");
  CHECK(runner.git("ls-tree -r --name-only HEAD content | grep json") ==
        "content/2026-07/2026-07-31.json\n");
  CHECK(runner.git("-C ../remote.git rev-list --count main") == "2\n");
}

TEST_CASE("the inbox outlives a runner on a branch of its own, replies only if they are public") {
  Clone runner;
  runner.write("content/pages/a.md", "A");
  runner.daily("Remove the sample digests");
  runner.daily("Keep the digests");
  CHECK(runner.daily("Restore the inbox") == "no branch broadsheet-state yet\n");
  runner.daily("Keep the inbox");  // there is no state
  const std::string files = "-C ../remote.git ls-tree -r --name-only broadsheet-state";
  for (const char* name :
       {"inbox/2026-07-31.json", "seen.tsv", "deliveries.tsv", "score/2026-07-31.jsonl", "index/a"})
    runner.write(std::string(".broadsheet/") + name, name);
  runner.daily("Keep the inbox", {{"STATE", "private"}});
  CHECK(runner.run("git " + files).status != 0);
  for (int run = 0; run < 2; ++run) runner.daily("Keep the inbox");
  CHECK(runner.git(files) == "deliveries.tsv\ninbox/2026-07-31.json\nseen.tsv\n");
  CHECK(runner.git("-C ../remote.git rev-list --count broadsheet-state") == "1\n");
  CHECK(runner.git("status --porcelain") == "?? .broadsheet/\n");
  fs::remove_all(runner.path("work/.broadsheet"));
  runner.daily("Restore the inbox");
  CHECK(runner.text("work/.broadsheet/inbox/2026-07-31.json") == "inbox/2026-07-31.json");
  CHECK(runner.git("status --porcelain") == "?? .broadsheet/\n");
  runner.write(".broadsheet/score/2026-07-31.jsonl", "reply");
  runner.daily("Keep the inbox", {{"STATE", "public"}});
  CHECK(runner.git(files) ==
        "deliveries.tsv\ninbox/2026-07-31.json\nscore/2026-07-31.jsonl\nseen.tsv\n");
}

TEST_CASE("a build that fails makes the run red and states why") {
  const std::string script = step("build.yml", "Build and check");
  Runner good("echo \"$1\" >>$HOME/calls");
  CHECK(good.run(script).status == 0);
  CHECK(good.text("calls") == "build\ncheck\n");
  CHECK(good.text("summary").empty());
  Runner bad("echo 'config.yaml:3:1: error: no' >&2; exit 2");
  CHECK(bad.run(script).status == 2);
  CHECK(bad.text("summary").find("config.yaml:3:1: error: no") != std::string::npos);
}

TEST_CASE("a new project is published by the steps of its workflows and the real program") {
  Clone runner("exec '" BROADSHEET_BINARY "' \"$@\"\n");
  REQUIRE(runner.run("broadsheet init .").status == 0);
  for (const char* name : {"actions/install-broadsheet/action.yml", "workflows/daily.yml"})
    CHECK(fs::exists(runner.path("work/.github") / name));
  const auto build = [&](const std::string& name, const std::string& deploy) {
    const publish::ProcessResult ran =
        runner.run(step("build.yml", name), {{"DEPLOY", deploy},
                                             {"GITHUB_REPOSITORY", "ada/digest"},
                                             {"GITHUB_SERVER_URL", "https://github.com"},
                                             {"GITHUB_ACTIONS", "true"}});
    INFO(name << ": " << ran.out << ran.err);
    CHECK(ran.status == 0);
  };
  build("Build and check", "");
  build("Publish", "");
  CHECK(fs::exists(runner.path("pages/index.html")));
  build("Publish", "branch");
  CHECK(runner.git("-C ../remote.git ls-tree --name-only gh-pages index.html") == "index.html\n");
  runner.daily("Remove the sample digests");
  CHECK(runner.daily("Publish", {{"DEPLOY", "branch"},
                                 {"GITHUB_REPOSITORY", "ada/digest"},
                                 {"GITHUB_SERVER_URL", "https://github.com"},
                                 {"GITHUB_ACTIONS", "true"}}) ==
        "gh-pages of origin is up to date\n");
  runner.daily("Keep the digests");
  CHECK(runner.git("-C ../remote.git ls-tree -r --name-only main content") ==
        "content/pages/about.md\n");
}

/// The step of the action that provides the package, with /tmp in a folder of the runner.
std::string get_the_program(const Runner& runner) {
  Diagnostics problems;
  const fs::path file = kSource / ".github/actions/install-broadsheet/action.yml";
  const std::optional<YamlNode> all = parse_yaml(read_file(file), "action.yml", problems);
  REQUIRE(all);
  std::string script = run_of(member(*all, "runs"), "Get the program");
  const std::string folder = runner.path("tmp").string();
  for (std::size_t at = 0; (at = script.find("/tmp/", at)) != std::string::npos;) {
    script.replace(at, 4, folder);
    at += folder.size();
  }
  return script;
}

const char* const kDevScript =
    "#!/bin/sh\nmkdir -p build && echo package >build/broadsheet_1_amd64.deb\n";

TEST_CASE("the program is compiled from the repository and the version that are named") {
  Runner runner("");
  const std::string script = get_the_program(runner);
  const publish::ProcessResult nameless = runner.run(script, {{"VERSION", "v1"}});
  CHECK(nameless.status == 1);
  CHECK(nameless.out.find("::error::Name the git repository of broadsheet: BROADSHEET_SOURCE") !=
        std::string::npos);

  const std::string source = runner.path("source").string();
  write_file_atomically(runner.path("source/dev"), kDevScript);
  fs::permissions(runner.path("source/dev"), fs::perms::owner_all);
  const publish::ProcessResult made = runner.run(
      "git init -q " + source + " && cd " + source +
      " && git add . && git -c user.name=T -c user.email=t@example.org commit -q -m one && "
      "git tag v1 && git config uploadpack.allowAnySHA1InWant true && git rev-parse HEAD");
  REQUIRE(made.status == 0);
  for (const std::string& version : {std::string("v1"), made.out.substr(0, 40)}) {
    CAPTURE(version);
    fs::remove_all(runner.path("tmp"));
    const publish::ProcessResult ran =
        runner.run(script, {{"SOURCE", "file://" + source}, {"VERSION", version}});
    INFO(ran.err);
    CHECK(ran.status == 0);
    CHECK(runner.text("tmp/package/broadsheet_1_amd64.deb") == "package\n");
  }
}

TEST_CASE("a copy of the program's repository compiles its own code") {
  Runner runner("");
  write_file_atomically(runner.path("work/dev"), kDevScript);
  fs::permissions(runner.path("work/dev"), fs::perms::owner_all);
  fs::create_directories(runner.path("work/generator"));
  CHECK(runner.run(get_the_program(runner), {{"VERSION", "v1"}}).status == 0);
  CHECK(runner.text("tmp/package/broadsheet_1_amd64.deb") == "package\n");
}

TEST_CASE("a released package is taken if its checksum is right") {
  Runner runner("");
  const fs::path files = runner.path("releases/download/v1");
  const std::string name = "broadsheet_1_debian12_amd64.deb";
  write_file_atomically(files / name, "package");
  const std::string sum =
      runner.run("sha256sum '" + (files / name).string() + "'").out.substr(0, 64);
  write_file_atomically(files / "SHA256SUMS", sum + "  " + name + "\n");
  const std::map<std::string, std::string> variables = {
      {"SOURCE", "file://" + runner.path("").string()}, {"VERSION", "v1"}};
  const publish::ProcessResult taken = runner.run(get_the_program(runner), variables);
  INFO(taken.out << taken.err);
  CHECK(taken.status == 0);
  CHECK(runner.text("tmp/package/" + name) == "package");
  write_file_atomically(files / name, "another");
  const publish::ProcessResult refused = runner.run(get_the_program(runner), variables);
  CHECK(refused.status == 1);
  CHECK(refused.out.find("::error::The checksum of") != std::string::npos);
  CHECK(runner.text("tmp/package/" + name).empty());
}

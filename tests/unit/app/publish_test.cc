// `broadsheet publish` as a user has it: what stops it, and what it leaves alone. Git itself:
// unit/publish/git_branch_test.cc.

#include "publish/process.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;

namespace {

/// A new project with the days of a golden site, and what the program says there.
class Project {
 public:
  Project() {
    REQUIRE(run({"init"}).status == 0);
    set("base_url: \"\"", "base_url: https://papers.example");
    const fs::path days = fs::path(BROADSHEET_SOURCE_DIR) / "tests/golden/days/content";
    for (const char* part : {"2026-02", "2026-03", "prompts"}) {
      fs::copy(days / part, root() / "content" / part,
               fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
  }
  fs::path root() const { return folder_ / "a project"; }
  fs::path www() const { return folder_ / "www"; }
  void write(const std::string& path, const std::string& text) const {
    write_file_atomically(root() / path, text);
  }
  /// Replaces a part of config.yaml.
  void set(const std::string& from, const std::string& to) const {
    std::string settings = read_file(root() / "config.yaml");
    const std::size_t at = settings.find(from);
    REQUIRE(at != std::string::npos);
    write("config.yaml", settings.replace(at, from.size(), to));
  }
  publish::ProcessResult run(std::vector<std::string> words,
                             std::map<std::string, std::string> variables = {}) const {
    words.insert(words.begin(), {BROADSHEET_BINARY, "-C", root().string()});
    variables.insert({{"LC_ALL", "C.UTF-8"}, {"GITHUB_ACTIONS", "false"}});
    return publish::run(
        {.words = words, .folder = folder_.path(), .variables = variables, .input = {}});
  }
  publish::ProcessResult publish(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"publish", "--to", www().string()});
    return run(more);
  }

 private:
  test::TempDir folder_;
};

bool says(const publish::ProcessResult& ran, const std::string& words) {
  return (ran.out + ran.err).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "a broken link or anchor in a page of Markdown or in a theme of one's own stops the publish") {
  const Project project;
  std::string named;
  SECTION("a page") {
    project.write("content/pages/more.md", "# More\n\n[gone](/gone/)\n");
    named = "content/pages/more.md:3:8: error: link to '/gone/index.html', which is not there";
  }
  SECTION("an anchor") {
    project.write("content/pages/more.md", "# More\n\n[a part](#nowhere)\n");
    named = "link to '#nowhere' of '/more/index.html', which has no such part";
  }
  SECTION("a picture") {
    project.write("content/pages/more.md", "# More\n\n![a picture](picture.png)\n");
    named = "link to '/more/picture.png', which is not there";
  }
  SECTION("a theme") {
    project.write("themes/mine/theme.yaml",
                  "name: mine\nversion: 1\nneeds: 1\nextends: broadsheet\n");
    project.write(
        "themes/mine/404.mustache",
        "{{> mast}}<h1>{{heading}}</h1><a href=\"{{url.home}}imprint/\">Imprint</a>{{> foot}}\n");
    std::string settings = read_file(project.root() / "config.yaml");
    settings.replace(settings.find("theme: broadsheet"), 17, "theme: mine      ");
    project.write("config.yaml", settings);
    named = "link to '/imprint/index.html', which is not there";
  }
  const publish::ProcessResult ran = project.publish();
  INFO(ran.out << ran.err);
  CHECK(ran.status == 1);
  CHECK(says(ran, named));
  CHECK(says(ran, "nothing was published"));
  CHECK_FALSE(fs::exists(project.www()));
}

TEST_CASE("every link leads somewhere, whatever days there are") {
  const Project project;
  const std::string empty =
      GENERATE(as<std::string>{}, "none", "first", "first two", "all", "all, failed");
  const std::string theme = GENERATE(as<std::string>{}, "broadsheet", "plain");
  CAPTURE(empty, theme);
  std::string settings = read_file(project.root() / "config.yaml");
  settings.replace(settings.find("theme: broadsheet"), 17, "theme: " + theme);
  settings.replace(settings.find("old_urls: false"), 15, "old_urls: true ");
  project.write("config.yaml", settings);
  std::vector<std::string> days = list_files(project.root() / "content");
  std::erase_if(days, [](const std::string& path) { return !path.starts_with("20"); });
  REQUIRE(days.size() == 3);
  const std::size_t count = empty == "none"        ? 0
                            : empty == "first"     ? 1
                            : empty == "first two" ? 2
                                                   : 3;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string status = empty.ends_with("failed") ? "failed" : "complete";
    project.write("content/" + days[i],
                  R"({"format": 1, "date": ")" + days[i].substr(8, 10) + R"(", "status": ")" +
                      status + R"(", "model": "m", "usage": {}, "counts": {}, "papers": []})");
  }
  const publish::ProcessResult ran = project.publish();
  INFO(ran.out << ran.err);
  CHECK(ran.status == 0);
  CHECK(fs::exists(project.www() / "archive" / days[0].substr(0, 7) / days[0].substr(16, 2) /
                   "index.html"));
}

TEST_CASE("a folder's other files stay, and only what was published before goes") {
  const Project project;
  const test::Tree theirs = {
      {"index.html", "theirs"}, {"2026/theirs.txt", "theirs"}, {".htaccess", "theirs"}};
  test::write_tree(theirs, project.www());
  CHECK(project.publish({"--dry-run"}).out.find("~ index.html\n") != std::string::npos);
  CHECK(test::read_tree(project.www()) == theirs);
  REQUIRE(project.publish().status == 0);
  project.write("content/pages/more.md", "# More\n");
  REQUIRE(project.publish().status == 0);
  CHECK(fs::exists(project.www() / "more/index.html"));
  fs::remove(project.root() / "content/pages/more.md");
  CHECK(says(project.publish(), "0 files added, 2 changed, 1 removed"));
  CHECK(says(project.publish(), "is up to date"));
  const test::Tree now = test::read_tree(project.www());
  CHECK_FALSE(now.contains("more/index.html"));
  CHECK(now.at("2026/theirs.txt") == "theirs");
  CHECK(now.at(".htaccess") == "theirs");
}

TEST_CASE("published days do not vanish unless it is allowed") {
  const Project project;
  REQUIRE(project.publish().status == 0);
  const fs::path day = project.root() / "content/2026-02/2026-02-27.json";
  SECTION("a digest that is gone") { fs::remove(day); }
  SECTION("a digest whose name a disk has changed is named, too") {
    fs::rename(day, project.root() / "content/2026-02/2026-02-27.JSON");
    CHECK(says(project.publish(), "2026-02-27.JSON: warning: not read: "));
  }
  const publish::ProcessResult refused = project.publish();
  INFO(refused.out << refused.err);
  CHECK(refused.status == 1);
  CHECK(says(refused, "1 day that is published would be removed: 2026-02-27"));
  CHECK(fs::exists(project.www() / "2026/02/27/index.html"));
  CHECK(says(project.publish({"--dry-run"}), "needs --allow-removal: 2026-02-27 would be removed"));
  CHECK(project.publish({"--allow-removal"}).status == 0);
  CHECK_FALSE(fs::exists(project.www() / "2026/02/27/index.html"));
}

TEST_CASE("a site without digests can be published, so that a new project has its branch at once") {
  const Project project;
  for (const char* month : {"2026-02", "2026-03"})
    fs::remove_all(project.root() / "content" / month);
  const publish::ProcessResult ran = project.publish();
  INFO(ran.out << ran.err);
  CHECK(ran.status == 0);
  CHECK(says(ran, "warning: there is no digest yet"));
  CHECK(fs::exists(project.www() / "index.html"));
  const std::string remote = (project.root() / "../remote.git").string();
  REQUIRE(publish::run({.words = {"git", "init", "-q", "--bare", remote},
                        .folder = ".",
                        .variables = {},
                        .input = {}})
              .status == 0);
  CHECK(project.run({"publish", "--remote", remote}).status == 0);
  // Nothing tells there whether days are lost.
  CHECK(project.run({"publish", "--artifact", (project.root() / "site.tar").string()}).status == 1);
}

TEST_CASE("a new project is made where no project is, and leaves what is there") {
  const test::TempDir folder;
  const auto init = [&](const std::string& where) {
    return publish::run({.words = {BROADSHEET_BINARY, "init", where},
                         .folder = folder.path(),
                         .variables = {},
                         .input = {}});
  };
  write_file_atomically(folder / "mine/README.md", "mine");
  write_file_atomically(folder / "mine/.gitignore", "mine");
  const publish::ProcessResult made = init("mine");
  CHECK(made.status == 0);
  CHECK(read_file(folder / "mine/README.md") == "mine");
  CHECK(read_file(folder / "mine/.gitignore") == "mine\n/site/\n/.broadsheet/\n");
  CHECK(fs::exists(folder / "mine/.github/workflows/daily.yml"));
  const test::Tree before = test::read_tree(folder / "mine");
  const publish::ProcessResult twice = init("mine");
  CHECK(twice.status == 2);
  CHECK(says(twice, "mine/config.yaml: error: there is a project here already"));
  CHECK(test::read_tree(folder / "mine") == before);
  CHECK(says(init("it's mine"), "broadsheet -C './it'\\''s mine' import"));
  write_file_atomically(folder / "file", "");
  CHECK(init("file").status != 0);
}

TEST_CASE("without site.base_url, GitHub Actions and then the git remote give the address") {
  const Project project;
  project.set("base_url: https://papers.example", "base_url: \"\"");
  const auto git = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", project.root().string()});
    REQUIRE(publish::run({.words = words, .folder = project.root(), .variables = {}, .input = {}})
                .status == 0);
  };
  const std::map<std::string, std::string> actions = {{"GITHUB_ACTIONS", "true"},
                                                      {"GITHUB_REPOSITORY", "ada/digest"}};
  const fs::path feed = project.root() / "site" / "feed.xml";

  publish::ProcessResult ran = project.run({"build"});
  CHECK(ran.status == 0);
  CHECK(says(ran, "config.yaml:13:13: warning: site.base_url is not set, and neither"));
  for (const char* command : {"check", "publish"}) {
    ran = project.run({command});
    CHECK(ran.status == 2);
    CHECK(says(ran, "config.yaml:13:13: error: site.base_url is not set, and neither"));
  }

  ran = project.run({"build"}, actions);
  CHECK(says(ran, "address: https://ada.github.io/digest/ (of the repository that GitHub"));
  CHECK_FALSE(says(ran, "nothing had changed"));
  CHECK_FALSE(says(ran, "warning"));
  CHECK(read_file(feed).find("https://ada.github.io/digest/") != std::string::npos);

  git({"init", "-q"});
  git({"remote", "add", "origin", "git@github.com:bob/papers.git"});
  ran = project.run({"build"});
  CHECK(says(ran, "address: https://bob.github.io/papers/ (of the git remote)"));
  CHECK(read_file(feed).find("https://bob.github.io/papers/") != std::string::npos);
  ran = project.run({"build"});
  CHECK(says(ran, "nothing had changed"));
  CHECK(says(ran, "address: https://bob.github.io/papers/ (of the git remote)"));
  CHECK(project.publish().status == 0);

  ran = project.run({"check"}, actions);
  CHECK(ran.status == 2);
  CHECK(says(ran, "is served at 'https://ada.github.io/digest', but the git remote at"));

  project.set("base_url: \"\"", "base_url: https://bob.github.io/old");
  ran = project.publish();
  CHECK(ran.status == 2);
  CHECK(says(ran,
             "config.yaml:13:13: error: site.base_url is 'https://bob.github.io/old', but the "
             "git remote is served at 'https://bob.github.io/papers'"));
  ran = project.run({"build"});
  CHECK(ran.status == 0);
  CHECK(says(ran, "config.yaml:13:13: warning: site.base_url is"));
}

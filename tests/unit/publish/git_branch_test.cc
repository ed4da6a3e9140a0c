#include "publish/git_branch.h"

#include <cstdlib>

#include "unit/publish/git_world.h"

using namespace broadsheet;
using namespace broadsheet::test;
using publish::GitBranch;
using Changes = publish::DiskOutput::Changes;

TEST_CASE("the first publish makes the branch, with the site's files and nothing else") {
  PublishWorld world;
  write_file_atomically(world.project() / "site" / "mine.txt", "not made by the generator");
  const std::string commit = world.push("Publish the digest of 2026-07-14");
  CHECK(git(world.remote(), {"rev-parse", "gh-pages"}) == commit);
  CHECK(world.files() == ".nojekyll\n2026/07/14/index.html\nindex.html");
  CHECK(git(world.remote(), {"show", "gh-pages:2026/07/14/index.html"}) == "a day");
  CHECK(git(world.remote(), {"log", "-1", "--format=%s", "gh-pages"}) ==
        "Publish the digest of 2026-07-14");
}

TEST_CASE("each publish is one commit on top of the last, and none when nothing changed") {
  PublishWorld world;
  const std::string first = world.push();
  CHECK(world.push().empty());
  CHECK(world.commits() == "1");
  world.write({{".nojekyll", ""}, {"index.html", "new home"}, {"a/b.html", "new"}});
  const std::string second = world.push();
  CHECK(world.commits() == "2");
  CHECK(git(world.remote(), {"rev-parse", second + "^"}) == first);
  CHECK(world.files() == ".nojekyll\na/b.html\nindex.html");
  // A file becomes a folder, and a folder a file.
  world.write({{".nojekyll", ""}, {"index.html/x", "x"}, {"a", "file"}});
  world.push();
  CHECK(world.files() == ".nojekyll\na\nindex.html/x");
}

TEST_CASE("a dry run reports what would change and pushes nothing") {
  PublishWorld world;
  CHECK(world.branch().changes(world.site()).changes.added.size() == 3);
  CHECK(git(world.remote(), {"for-each-ref"}).empty());
  world.push();
  CHECK(world.branch().changes(world.site()).changes.added.empty());
  world.write({{".nojekyll", ""}, {"index.html", "changed"}, {"Ünï codé.html", "new"}});
  const Changes changes = world.branch().changes(world.site()).changes;
  CHECK(changes.added == std::vector<std::string>{"Ünï codé.html"});
  CHECK(changes.changed == std::vector<std::string>{"index.html"});
  CHECK(changes.removed == std::vector<std::string>{"2026/07/14/index.html"});
  CHECK(world.commits() == "1");
}

TEST_CASE("who refuses the changes keeps the branch as it was") {
  PublishWorld world;
  world.push();
  world.write({{".nojekyll", ""}});
  GitBranch to = world.branch();
  CHECK_THROWS_AS(to.push(world.site(), "Empty",
                          [](const Changes& changes) {
                            if (!changes.removed.empty()) throw Error(ErrorKind::Content, {}, "no");
                          }),
                  Error);
  CHECK(world.commits() == "1");
}

TEST_CASE("history is dropped only when asked for, and never over another's push") {
  PublishWorld world;
  world.push();
  world.write({{"index.html", "2"}});
  world.push("Second", false);
  CHECK(world.commits() == "1");
  CHECK(git(world.remote(), {"show", "gh-pages:index.html"}) == "2");
  CHECK(world.push("Third", false).empty());
  world.write({{"index.html", "3"}});
  int asked = 0;
  GitBranch to = world.branch(false);
  to.push(world.site(), "Fourth", [&](const Changes&) {
    if (++asked == 1) world.other_push("theirs.txt");
  });
  CHECK(asked == 2);  // the lease was lost once, and taken anew
}

TEST_CASE("a project in a repository uses its remotes and leaves its files and branches alone") {
  PublishWorld world;
  git(world.project(), {"init", "-q"});
  write_file_atomically(world.project() / ".gitignore", "site/\n.broadsheet/\n*.html\n");
  git(world.project(), {"add", "."});
  git(world.project(), {"commit", "-q", "-m", "Sources"});
  git(world.project(), {"remote", "add", "pages", world.remote().string()});
  const std::string before = git(world.project(), {"rev-parse", "HEAD"});
  GitBranch to = world.branch(true, "pages");
  to.push(world.site(), "Publish", [](const Changes&) {});
  CHECK(world.files() == ".nojekyll\n2026/07/14/index.html\nindex.html");  // ignored ones too
  CHECK(git(world.project(), {"rev-parse", "HEAD"}) == before);
  CHECK(git(world.project(), {"status", "--porcelain"}).empty());
  CHECK(git(world.project(), {"branch", "--format=%(refname:short)"}) == "main");
}

TEST_CASE("line ends and odd bytes are published as they are") {
  PublishWorld world;
  git(world.project(), {"init", "-q"});
  git(world.project(), {"config", "core.autocrlf", "true"});
  world.write({{"a.txt", "one\r\ntwo\n"}, {"b.bin", std::string("\0\r\n\xff", 4)}});
  world.push();
  const fs::path clone = world.path("clone");
  git(world.project(), {"clone", "-q", "-c", "core.autocrlf=false", "-b", "gh-pages",
                        world.remote().string(), clone.string()});
  CHECK(read_file(clone / "a.txt") == "one\r\ntwo\n");
  CHECK(read_file(clone / "b.bin") == std::string("\0\r\n\xff", 4));
}

TEST_CASE("what a killed run left does not stop the next") {
  PublishWorld world;
  world.push();
  const fs::path state = world.project() / ".broadsheet";
  world.write({{"index.html", "2"}});
  SECTION("a lock on the index") { write_file_atomically(state / "publish.index.lock", ""); }
  SECTION("half an index") { write_file_atomically(state / "publish.index", "DIRC\0\0"); }
  SECTION("no index") { fs::remove(state / "publish.index"); }
  SECTION("objects that are gone") { fs::remove_all(state / "publish.git"); }
  CHECK_FALSE(world.push().empty());
  CHECK(world.files() == "index.html");
  CHECK(world.commits() == "2");
}

TEST_CASE("what cannot be published is reported with its reason") {
  PublishWorld world;
  SECTION("a branch with a project in it") {
    world.push();
    world.other_push("config.yaml");
    CHECK(failure([&] { world.push(); }).find("holds config.yaml") != std::string::npos);
    CHECK(world.commits() == "2");
  }
  SECTION("no such remote") {
    const std::string said = failure([&] {
      world.branch(true, (world.project() / "nowhere.git").string()).changes(world.site());
    });
    CHECK(said.find("nowhere.git") != std::string::npos);
  }
  SECTION("a remote's name without a repository") {
    CHECK(failure([&] { world.branch(true, "origin"); }).find("give a URL") != std::string::npos);
  }
  SECTION("a branch that cannot be") {
    CHECK(failure([&] {
            GitBranch({.project = world.project(),
                       .state = world.project() / ".broadsheet",
                       .remote = world.remote().string(),
                       .branch = "a..b"});
          }).find("'a..b'") != std::string::npos);
  }
  SECTION("an option in place of a remote") {
    CHECK(failure([&] { world.branch(true, "--upload-pack=/bin/true"); }).find("no remote") !=
          std::string::npos);
  }
  SECTION("a remote that refuses") {
    world.hook("pre-receive", "echo 'closed today' >&2\nexit 1");
    const std::string said = failure([&] { world.push(); });
    CHECK(said.find("closed today; ") != std::string::npos);  // without git's padding
  }
}

TEST_CASE("files on the branch that no publish put there stay") {
  const bool keep_history = GENERATE(true, false);
  PublishWorld world;
  world.push("Publish", keep_history);
  world.other_push("CNAME");
  world.other_push("verification.html");
  world.write({{".nojekyll", ""}, {"index.html", "2"}});
  GitBranch to = world.branch(keep_history);
  const publish::GitPublished second = to.push(world.site(), "Second", [](const Changes&) {});
  CHECK(second.kept == std::vector<std::string>{"CNAME", "verification.html"});
  CHECK(second.changes.removed == std::vector<std::string>{"2026/07/14/index.html"});
  CHECK(world.files() == ".nojekyll\nCNAME\nindex.html\nverification.html");

  // A publish from another clone, which knows nothing of the earlier ones, keeps them too.
  fs::remove_all(world.project() / ".broadsheet");
  world.write({{"index.html", "3"}});
  world.push("Third", keep_history);
  CHECK(world.files() == "CNAME\nindex.html\nverification.html");
  CHECK(git(world.remote(), {"show", "gh-pages:CNAME"}) == "another's");

  // The site's own file replaces one of the same path, and is removed with it.
  world.write({{"index.html", "4"}, {"CNAME", "own"}});
  world.push("Fourth", keep_history);
  CHECK(git(world.remote(), {"show", "gh-pages:CNAME"}) == "own");
  world.write({{"index.html", "5"}});
  world.push("Fifth", keep_history);
  CHECK(world.files() == "index.html\nverification.html");
}

TEST_CASE("the last publish is found below many commits of others, also in a shallow clone") {
  PublishWorld world;
  world.push();
  for (int i = 0; i < 3; ++i) world.other_push("theirs-" + std::to_string(i));
  fs::remove_all(world.project() / ".broadsheet");
  world.write({{"index.html", "2"}});
  world.push("Second");
  CHECK(world.files() == "index.html\ntheirs-0\ntheirs-1\ntheirs-2");
}

TEST_CASE("a branch of an older version, without a list of kept files, is recognized") {
  PublishWorld world;
  world.push();
  const fs::path clone = world.path("clone");
  git(world.project(), {"clone", "-q", "-b", "gh-pages", world.remote().string(), clone.string()});
  git(clone, {"commit", "-q", "--amend", "-m", "Publish the digest of 2026-07-14"});
  git(clone, {"push", "-q", "-f", "origin", "gh-pages"});
  world.write({{"index.html", "2"}});
  world.push();
  CHECK(world.files() == "index.html");
}

TEST_CASE("a branch without any publish keeps all its files") {
  PublishWorld world;
  const fs::path clone = world.path("clone");
  git(world.project(), {"clone", "-q", world.remote().string(), clone.string()});
  git(clone, {"checkout", "-q", "-b", "gh-pages"});
  write_file_atomically(clone / "old/page.html", "x");
  write_file_atomically(clone / "index.html", "x");
  git(clone, {"add", "."});
  git(clone, {"commit", "-q", "-m", "By hand"});
  git(clone, {"push", "-q", "origin", "gh-pages"});
  world.write({{"index.html", "1"}});
  world.push();
  CHECK(world.files() == "index.html\nold/page.html");
  CHECK(git(world.remote(), {"show", "gh-pages:index.html"}) == "1");
  world.write({{"home.html", "2"}});
  world.push();
  CHECK(world.files() == "home.html\nold/page.html");
}

TEST_CASE("keys do not reach git and its hooks") {
  PublishWorld world;
  const fs::path seen = world.path("seen");
  world.hook("pre-receive", "env > '" + seen.string() + "'");
  ::setenv("TEST_KEY", "secret-value", 1);
  ::setenv("SSH_AUTH_SOCK", "/tmp/agent", 1);
  publish::GitTarget target = world.target();
  target.secret_variables = {"TEST_KEY"};
  GitBranch(target).push(world.site(), "Publish", [](const Changes&) {});
  ::unsetenv("TEST_KEY");
  const std::string environment = read_file(seen);
  CHECK(environment.find("secret-value") == std::string::npos);
  CHECK(environment.find("SSH_AUTH_SOCK=/tmp/agent\n") != std::string::npos);
  CHECK(environment.find("PATH=") != std::string::npos);
}

#include "publish/git_branch.h"

#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "publish/process.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;
using publish::GitBranch;
using publish::SiteFiles;
using Changes = publish::DiskOutput::Changes;

namespace {

/// What git prints, without its last newline; the test stops when git fails.
std::string git(const fs::path& folder, std::vector<std::string> words) {
  words.insert(words.begin(),
               {"git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c",
                "init.defaultBranch=main", "-c", "protocol.file.allow=always"});
  const publish::ProcessResult ran =
      publish::run({.words = words, .folder = folder, .variables = {}, .input = {}});
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  std::string out = ran.out;
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

/// A bare repository as the remote, a project with a site beside it.
class World {
 public:
  World() {
    git(folder_.path(), {"init", "-q", "--bare", "remote.git"});
    fs::create_directories(project() / ".broadsheet");
    write({{".nojekyll", ""}, {"index.html", "home"}, {"2026/07/14/index.html", "a day"}});
  }

  fs::path remote() const { return folder_ / "remote.git"; }
  fs::path project() const { return folder_ / "project"; }
  fs::path path(const std::string& name) const { return folder_ / name; }

  void write(const test::Tree& tree) {
    test::write_tree(tree, project() / "site");
    site_.paths.clear();
    for (const auto& [path, bytes] : tree) site_.paths.push_back(path);
    site_.folder = project() / "site";
  }
  const SiteFiles& site() const { return site_; }

  publish::GitTarget target(bool keep_history = true, const std::string& remote = {}) const {
    return {.project = project(),
            .state = project() / ".broadsheet",
            .remote = remote.empty() ? this->remote().string() : remote,
            .branch = "gh-pages",
            .keep_history = keep_history};
  }
  GitBranch branch(bool keep_history = true, const std::string& remote = {}) const {
    return GitBranch(target(keep_history, remote));
  }
  std::string push(const std::string& message = "Publish", bool keep_history = true) const {
    GitBranch to = branch(keep_history);
    return to.push(site_, message, [](const Changes&) {}).commit;
  }
  std::string commits() const { return git(remote(), {"rev-list", "--count", "gh-pages"}); }
  std::string files() const { return git(remote(), {"ls-tree", "-r", "--name-only", "gh-pages"}); }

  /// Somebody else's commit on the branch.
  void other_push(const std::string& file) const {
    const fs::path clone = path("clone-" + file);
    git(folder_.path(), {"clone", "-q", "-b", "gh-pages", remote().string(), clone.string()});
    write_file_atomically(clone / file, "another's");
    git(clone, {"add", "."});
    git(clone, {"commit", "-q", "-m", "Another's"});
    git(clone, {"push", "-q", "origin", "gh-pages"});
  }

 private:
  test::TempDir folder_;
  SiteFiles site_;
};

std::string failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the first publish makes the branch, with the site's files and nothing else") {
  World world;
  write_file_atomically(world.project() / "site" / "mine.txt", "not made by the generator");
  const std::string commit = world.push("Publish the digest of 2026-07-14");
  CHECK(git(world.remote(), {"rev-parse", "gh-pages"}) == commit);
  CHECK(world.files() == ".nojekyll\n2026/07/14/index.html\nindex.html");
  CHECK(git(world.remote(), {"show", "gh-pages:2026/07/14/index.html"}) == "a day");
  CHECK(git(world.remote(), {"log", "-1", "--format=%s", "gh-pages"}) ==
        "Publish the digest of 2026-07-14");
}

TEST_CASE("each publish is one commit on top of the last, and none when nothing changed") {
  World world;
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

TEST_CASE("a dry run tells what would change and pushes nothing") {
  World world;
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

TEST_CASE("another's push meanwhile is built upon, not overwritten") {
  World world;
  world.push();
  world.write({{".nojekyll", ""}, {"index.html", "second"}});
  int asked = 0;
  GitBranch to = world.branch();
  to.push(world.site(), "Mine", [&](const Changes&) {
    if (++asked == 1) world.other_push("theirs.txt");  // after we looked, before we push
  });
  CHECK(asked == 2);
  CHECK(world.commits() == "3");
  CHECK(git(world.remote(), {"log", "--format=%s", "gh-pages"}) == "Mine\nAnother's\nPublish");
  CHECK(git(world.remote(), {"show", "gh-pages:index.html"}) == "second");
}

TEST_CASE("who refuses the changes keeps the branch as it was") {
  World world;
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
  World world;
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
  World world;
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
  World world;
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
  World world;
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

TEST_CASE("what cannot be published says why") {
  World world;
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
    const fs::path hook = world.remote() / "hooks" / "pre-receive";
    write_file_atomically(hook, "#!/bin/sh\necho 'closed today' >&2\nexit 1\n");
    fs::permissions(hook, fs::perms::owner_all);
    const std::string said = failure([&] { world.push(); });
    CHECK(said.find("closed today; ") != std::string::npos);  // without git's padding
  }
}

TEST_CASE("files on the branch that no publish put there stay") {
  const bool keep_history = GENERATE(true, false);
  World world;
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
  World world;
  world.push();
  for (int i = 0; i < 3; ++i) world.other_push("theirs-" + std::to_string(i));
  fs::remove_all(world.project() / ".broadsheet");
  world.write({{"index.html", "2"}});
  world.push("Second");
  CHECK(world.files() == "index.html\ntheirs-0\ntheirs-1\ntheirs-2");
}

TEST_CASE("a branch of an older version, without a list of kept files, is recognized") {
  World world;
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
  World world;
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
  World world;
  const fs::path hook = world.remote() / "hooks" / "pre-receive";
  const fs::path seen = world.path("seen");
  write_file_atomically(hook, "#!/bin/sh\nenv > '" + seen.string() + "'\n");
  fs::permissions(hook, fs::perms::owner_all);
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

TEST_CASE("a remote that accepts and never answers ends the publish after its time") {
  const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(listening, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(listening, 8) == 0);
  REQUIRE(::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size) == 0);

  World world;
  publish::GitTarget target = world.target(
      true, "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/remote.git");
  target.time_limit = std::chrono::seconds(1);
  const auto start = std::chrono::steady_clock::now();
  const std::string message = failure([&] { GitBranch(target).changes(world.site()); });
  CHECK(message.find("git ls-remote: no result within 1") != std::string::npos);
  CHECK(message.find("publish.timeout_seconds") != std::string::npos);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
  ::close(listening);
}

namespace {

/// Whether the arguments of any process hold this text.
bool is_in_arguments(const std::string& text) {
  bool found = false;
  const auto look = [&](const fs::directory_entry& entry) {
    try {
      const std::string words = read_file_if_exists(entry.path() / "cmdline").value_or("");
      if (words.find(text) != std::string::npos) found = true;
    } catch (const Error&) {
      // It ended meanwhile, or is no process.
    }
    return false;
  };
  walk("/proc", look, Unlistable::Skip);
  return found;
}

}  // namespace

TEST_CASE("credentials of a remote reach the server, but no program's arguments and no message") {
  std::mutex mutex;
  std::string authorization;
  bool in_arguments = false;
  int requests = 0;
  httplib::Server server;
  server.Get(".*", [&](const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(mutex);
    ++requests;
    in_arguments = in_arguments || is_in_arguments("s3cret");
    if (request.has_header("Authorization")) {
      authorization = request.get_header_value("Authorization");
      response.status = 403;
      return;
    }
    response.status = 401;
    response.set_header("WWW-Authenticate", "Basic realm=\"test\"");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { server.listen_after_bind(); });

  World world;
  const std::string url = "http://user:s3cret%2Fx@127.0.0.1:" + std::to_string(port) + "/r.git";
  std::string remote = url;
  SECTION("a URL") {}
  SECTION("a named remote") {
    git(world.project(), {"init", "-q"});
    git(world.project(), {"remote", "add", "pages", url});
    remote = "pages";
  }
  const std::string message = failure([&] { world.branch(true, remote).changes(world.site()); });
  server.stop();
  thread.join();
  const std::lock_guard lock(mutex);
  CHECK(requests >= 2);
  CHECK(authorization == "Basic dXNlcjpzM2NyZXQveA==");  // user:s3cret/x
  CHECK_FALSE(in_arguments);
  CHECK(message.find("s3cret") == std::string::npos);
  CHECK(message.find("127.0.0.1") != std::string::npos);
}

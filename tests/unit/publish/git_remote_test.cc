// Remotes that move, refuse, hang or lie.
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <mutex>
#include <thread>

#include "unit/publish/git_world.h"

using namespace broadsheet;
using namespace broadsheet::test;
using publish::GitBranch;
using Changes = publish::DiskOutput::Changes;

TEST_CASE("another's push meanwhile is built upon, not overwritten") {
  PublishWorld world;
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

TEST_CASE("a remote that moves at each try ends the publish, and keeps what others pushed") {
  PublishWorld world;
  world.push();
  world.write({{".nojekyll", ""}, {"index.html", "second"}});
  int asked = 0;
  GitBranch to = world.branch();
  const std::string message = failure([&] {
    to.push(world.site(), "Mine",
            [&](const Changes&) { world.other_push("theirs-" + std::to_string(++asked)); });
  });
  CHECK(message.find("git push") != std::string::npos);
  CHECK(asked == 5);
  CHECK(world.commits() == "6");
  CHECK(git(world.remote(), {"show", "gh-pages:index.html"}) == "home");
}

TEST_CASE("a remote that hangs while it receives ends the publish, and the next one succeeds") {
  PublishWorld world;
  world.push();
  world.write({{".nojekyll", ""}, {"index.html", "second"}});
  world.hook("pre-receive", "exec sleep 600");
  publish::GitTarget target = world.target();
  target.time_limit = std::chrono::seconds(3);
  const std::string message =
      failure([&] { GitBranch(target).push(world.site(), "Mine", [](const Changes&) {}); });
  CHECK(message.find("no result within 3") != std::string::npos);
  CHECK(world.commits() == "1");
  fs::remove(world.remote() / "hooks" / "pre-receive");
  world.push();
  CHECK(git(world.remote(), {"show", "gh-pages:index.html"}) == "second");
}

TEST_CASE("a remote that confirms a push and drops it gets it again from the next publish") {
  PublishWorld world;
  const std::string first = world.push();
  world.write({{".nojekyll", ""}, {"index.html", "second"}});
  world.hook("post-receive", "git update-ref refs/heads/gh-pages " + first);
  world.push();
  REQUIRE(git(world.remote(), {"rev-parse", "gh-pages"}) == first);
  fs::remove(world.remote() / "hooks" / "post-receive");
  CHECK_FALSE(world.push().empty());
  CHECK(git(world.remote(), {"show", "gh-pages:index.html"}) == "second");
  CHECK(world.commits() == "2");
}

TEST_CASE("a remote that names a commit without having it is reported") {
  PublishWorld world;
  world.push();
  world.write({{"index.html", "second"}});
  const fs::path objects = world.remote() / "objects", away = world.path("away");
  fs::rename(objects, away);
  fs::create_directories(objects);
  fs::remove_all(world.project() / ".broadsheet");
  fs::create_directories(world.project() / ".broadsheet");
  CHECK(failure([&] { world.push(); }).find("git ") != std::string::npos);
  fs::remove_all(objects);
  fs::rename(away, objects);
  world.push();
  CHECK(world.files() == "index.html");
}

TEST_CASE("a server that is no git server is reported, whatever it responds") {
  const std::string body =
      GENERATE(as<std::string>{}, "<!doctype html><title>Sign in</title>", "",
               "001e# service=git-upload-pack\n0000", "001e# service=git-upload-pack\n0000ffff",
               "001e# service=git-upload-pack\n0000003fnot-a-hash refs/heads/gh-pages\n0000");
  CAPTURE(body);
  httplib::Server server;
  server.Get(".*", [&](const httplib::Request&, httplib::Response& response) {
    response.set_content(
        body, body.starts_with('0') ? "application/x-git-upload-pack-advertisement" : "text/html");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { server.listen_after_bind(); });
  PublishWorld world;
  const std::string remote = "http://127.0.0.1:" + std::to_string(port) + "/r.git";
  const std::string message = failure(
      [&] { world.branch(true, remote).push(world.site(), "Publish", [](const Changes&) {}); });
  server.stop();
  thread.join();
  CHECK(message.find("git ") != std::string::npos);
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

  PublishWorld world;
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

  PublishWorld world;
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

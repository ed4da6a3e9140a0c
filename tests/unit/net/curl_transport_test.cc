#include "net/curl_transport.h"

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "net/pace.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/raw_server.h"
#include "support/tls_server.h"

using namespace broadsheet;
using namespace broadsheet::net;
using test::RawAnswer;
using test::RawRequest;
using test::RawServer;

namespace {

// A well-behaved server of cpp-httplib on loopback.
class HttpServer {
 public:
  HttpServer() { port_ = server.bind_to_any_port("127.0.0.1"); }
  ~HttpServer() {
    server.stop();
    if (thread_.joinable()) thread_.join();
  }
  void start() {
    thread_ = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

  httplib::Server server;

 private:
  int port_ = 0;
  std::thread thread_;
};

Request get(const std::string& url, double timeout_seconds = 5) {
  return {.url = url, .timeout_seconds = timeout_seconds};
}

Reply answer_to(const std::string& bytes, const Request& base = get("")) {
  RawServer server([&](const RawRequest&) { return RawAnswer{.bytes = bytes}; });
  CurlTransport transport;
  Request request = base;
  request.url = server.url();
  return transport.send(request);
}

}  // namespace

TEST_CASE("a good answer comes with status, headers and body") {
  HttpServer http;
  std::string agent;
  std::string accepted;
  http.server.Get("/a", [&](const httplib::Request& request, httplib::Response& response) {
    agent = request.get_header_value("User-Agent");
    accepted = request.get_header_value("Accept-Encoding");
    response.set_header("X-Seen", "yes");
    response.set_content("hello", "text/plain");
  });
  http.start();
  CurlTransport transport({.user_agent = user_agent("1", "me@example.org")});
  const Reply reply = transport.send(get(http.url("/a")));
  CHECK(reply.ok());
  CHECK(reply.status == 200);
  CHECK(reply.body == "hello");
  CHECK(reply.header("x-seen") == "yes");
  CHECK(agent == "broadsheet/1 (mailto:me@example.org)");
  CHECK(accepted.find("gzip") != std::string::npos);
}

TEST_CASE("a compressed answer is unpacked") {
  HttpServer http;
  const std::string text(200000, 'x');
  http.server.Get("/a", [&](const httplib::Request&, httplib::Response& response) {
    response.set_content(text, "text/plain");
  });
  http.start();
  CurlTransport transport;
  const Reply reply = transport.send(get(http.url("/a")));
  CHECK(reply.ok());
  CHECK(reply.header("Content-Encoding") == "gzip");
  CHECK(reply.body == text);
}

TEST_CASE("the limit of bytes holds for what was unpacked") {
  HttpServer http;
  http.server.Get("/a", [&](const httplib::Request&, httplib::Response& response) {
    response.set_content(std::string(5000000, 'x'), "text/plain");  // 5 kB on the way
  });
  http.start();
  CurlTransport transport;
  Request request = get(http.url("/a"));
  request.max_bytes = 1000000;
  const Reply reply = transport.send(request);
  CHECK(reply.trouble == Trouble::TooLarge);
  CHECK_FALSE(is_passing(reply));
}

TEST_CASE("a POST carries its body and headers as given") {
  HttpServer http;
  std::string body;
  std::string key;
  http.server.Post("/p", [&](const httplib::Request& request, httplib::Response& response) {
    body = request.body;
    key = request.get_header_value("Authorization");
    response.set_content("ok", "text/plain");
  });
  http.start();
  CurlTransport transport;
  const Reply reply = transport.send(
      {.method = "POST",
       .url = http.url("/p"),
       .headers = {{"Authorization", "Bearer k"}, {"Content-Type", "application/json"}},
       .body = "{\"a\": 1}",
       .timeout_seconds = 5});
  CHECK(reply.ok());
  CHECK(body == "{\"a\": 1}");
  CHECK(key == "Bearer k");
}

TEST_CASE("a header with a line break is not sent") {
  HttpServer http;
  http.start();
  CurlTransport transport;
  Request request = get(http.url("/a"));
  request.headers = {{"X-A", "b\r\nX-Evil: 1"}};
  const Reply reply = transport.send(request);
  CHECK(reply.trouble == Trouble::Other);
  CHECK(reply.status == 0);
}

TEST_CASE("an error status is an answer, with its body") {
  for (const int status : {400, 404, 429, 500, 503}) {
    const Reply reply = answer_to(test::honest(status, "why").bytes);
    CHECK(reply.trouble == Trouble::None);
    CHECK(reply.status == status);
    CHECK(reply.body == "why");
    CHECK_FALSE(reply.ok());
    CHECK(reply.summary() == "HTTP " + std::to_string(status));
  }
}

TEST_CASE("a server that hangs is left in time") {
  const std::string bytes = GENERATE(as<std::string>{}, "", "HTTP/1.1 200 OK\r\n",
                                     "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  RawServer server(
      [&](const RawRequest&) { return RawAnswer{.bytes = bytes, .hang_seconds = 30}; });
  CurlTransport transport;
  const auto start = std::chrono::steady_clock::now();
  const Reply reply = transport.send(get(server.url(), 0.3));
  CHECK(reply.trouble == Trouble::Timeout);
  CHECK(is_passing(reply));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("an answer that is not complete is never used") {
  struct Case {
    std::string bytes;
    Trouble trouble;
  };
  const auto& [bytes, trouble] = GENERATE(values<Case>({
      {"", Trouble::Connect},
      {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", Trouble::CutShort},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", Trouble::CutShort},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", Trouble::CutShort},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", Trouble::CutShort},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
       Trouble::CutShort},
  }));
  CAPTURE(bytes);
  const Reply reply = answer_to(bytes);
  CHECK(reply.trouble == trouble);
  CHECK_FALSE(reply.ok());
  CHECK(is_passing(reply));
}

TEST_CASE("a body longer than its stated length ends where it was stated") {
  const Reply reply = answer_to("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef");
  CHECK(reply.ok());
  CHECK(reply.body == "abc");
}

TEST_CASE("what is no HTTP at all is trouble") {
  const Reply reply = answer_to("220 mail.example ESMTP\r\n");
  CHECK(reply.trouble != Trouble::None);
  CHECK_FALSE(reply.ok());
}

TEST_CASE("nobody listening is trouble that may pass") {
  int port = 0;
  {
    RawServer server([](const RawRequest&) { return RawAnswer{}; });
    port = server.port();
  }
  CurlTransport transport;
  const Reply reply = transport.send(get("http://127.0.0.1:" + std::to_string(port) + "/"));
  CHECK(reply.trouble == Trouble::Connect);
  CHECK(is_passing(reply));
}

TEST_CASE("only http and https are spoken") {
  const std::string url =
      GENERATE(as<std::string>{}, "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "", "x");
  CurlTransport transport;
  const Reply reply = transport.send(get(url));
  CHECK(reply.trouble == Trouble::BadUrl);
  CHECK(reply.body.empty());
}

TEST_CASE("a redirect on the same host is followed, to another host it is refused") {
  RawServer other([](const RawRequest&) { return test::honest(200, "stolen"); });
  std::vector<std::string> seen;
  RawServer server([&](const RawRequest& request) {
    seen.push_back(request.line());
    const std::string line = request.line();
    if (line.starts_with("GET /here")) return test::honest(301, "", "Location: /there?x=1\r\n");
    if (line.starts_with("GET /there?x=1 ")) return test::honest(200, "arrived");
    if (line.starts_with("GET /loop")) return test::honest(302, "", "Location: /loop\r\n");
    if (line.starts_with("GET /file")) {
      return test::honest(302, "", "Location: file:///etc/passwd\r\n");
    }
    if (line.starts_with("GET /none")) return test::honest(302, "");
    return test::honest(302, "", "Location: " + other.url("/") + "\r\n");
  });
  CurlTransport transport;
  CHECK(transport.send(get(server.url("/here"))).body == "arrived");
  for (const char* path : {"/elsewhere", "/file", "/none", "/loop"}) {
    CAPTURE(path);
    const Reply reply = transport.send(get(server.url(path)));
    CHECK(reply.trouble == Trouble::Redirect);
    CHECK_FALSE(is_passing(reply));
  }
  CHECK(other.accepted() == 0);
}

TEST_CASE("what is posted is not sent on, not even on the same host") {
  std::vector<std::string> seen;
  RawServer server([&](const RawRequest& request) {
    seen.push_back(request.line());
    return test::honest(307, "", "Location: /there\r\n");
  });
  CurlTransport transport;
  const Reply posted = transport.send({.method = "POST", .url = server.url("/here"), .body = "x"});
  CHECK(posted.trouble == Trouble::Redirect);
  CHECK(seen.size() == 1);
}

TEST_CASE("requests one after the other use one connection") {
  RawServer server([](const RawRequest&) { return test::honest(200, "x"); });
  CurlTransport transport;
  for (int i = 0; i < 5; ++i) CHECK(transport.send(get(server.url())).ok());
  CHECK(server.accepted() == 1);
}

TEST_CASE("several threads may send at a time") {
  RawServer server([](const RawRequest& request) { return test::honest(200, request.line()); });
  CurlTransport transport;
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        const std::string path = "/" + std::to_string(t) + "-" + std::to_string(i);
        if (transport.send(get(server.url(path))).body == "GET " + path + " HTTP/1.1") ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 40);
}

TEST_CASE("speech that is not TLS is refused as https") {
  RawServer server([](const RawRequest&) { return test::honest(200, "plain"); });
  CurlTransport transport;
  const Reply reply =
      transport.send(get("https://127.0.0.1:" + std::to_string(server.port()) + "/", 3));
  CHECK_FALSE(reply.ok());
  CHECK(reply.body.empty());
}

TEST_CASE("a certificate nobody vouches for is refused, and accepted when it is trusted") {
  const test::TlsServer server;
  CurlTransport distrusting;
  CurlTransport trusting({.ca_file = server.certificate()});
  CHECK(trusting.send(get(server.url("/"))).ok());
  const Reply refused = distrusting.send(get(server.url("/")));
  CHECK(refused.trouble == Trouble::Tls);
  CHECK(refused.unsent);
  CHECK_FALSE(is_passing(refused));
  // Another name than it certifies.
  CHECK(trusting.send(get(server.url("/", "127.0.0.1"))).trouble == Trouble::Tls);
}

TEST_CASE("a busy server is asked again after the time it names, over the real line") {
  int asked = 0;
  RawServer server([&](const RawRequest&) {
    ++asked;
    if (asked == 1) return test::honest(429, "Rate exceeded.");
    if (asked == 2) return test::honest(503, "", "Retry-After: 20\r\n");
    return test::honest(200, "good");
  });
  CurlTransport transport;
  test::FakeTime time(test::moment());
  const Environment world = test::fake_environment(transport, time, {}, 0.5);
  PacedSender sender(world, 3, {.retries = 5, .first_seconds = 4});
  CHECK(sender.send(get(server.url())).body == "good");
  REQUIRE(time.sleeps().size() >= 2);
  CHECK(time.sleeps().front() >= 2);
  CHECK(time.sleeps().back() >= 20);
}

#include "net/transport.h"

#include "net/curl_transport.h"
#include "support/catch.h"
#include "support/fake_world.h"

using namespace broadsheet;
using namespace broadsheet::net;

TEST_CASE("an address is printed without anything that could be secret") {
  struct Case {
    std::string url, printed;
  };
  const auto& [url, printed] = GENERATE(values<Case>({
      {"https://user:pass@host.example:8/a/b?key=secret#x", "https://host.example:8/a/b"},
      {"https://host.example", "https://host.example"},
      {"https://host.example?key=secret", "https://host.example"},
      {"secret", "(not a URL)"},
      {"", "(not a URL)"},
  }));
  CHECK(printable_url(url) == printed);
}

TEST_CASE("an origin holds scheme, host and port") {
  CHECK(origin_of("https://Host.Example/a") == "https://host.example:443");
  CHECK(origin_of("http://host:8080?x") == "http://host:8080");
  CHECK(origin_of("http://[::1]/") == "http://[::1]:80");
  CHECK(origin_of("http://evil.example@host/") == "http://host:80");
  CHECK(origin_of("ftp://host/").empty());
  CHECK(origin_of("file:///etc/passwd").empty());
  CHECK(origin_of("host").empty());
}

TEST_CASE("a header is found whatever its case") {
  const Reply reply = test::reply_of(200, "", {{"Retry-After", "1"}, {"retry-after", "2"}});
  CHECK(reply.header("RETRY-AFTER") == "1");
  CHECK_FALSE(reply.header("Retry"));
}

TEST_CASE("a request names its program, on one line") {
  CHECK(user_agent("1.2", "a@b.example") == "broadsheet/1.2 (mailto:a@b.example)");
  CHECK(user_agent("1.2", "https://b.example/x") == "broadsheet/1.2 (+https://b.example/x)");
  CHECK(user_agent("1.2", "") == "broadsheet/1.2");
  CHECK(user_agent("1.2", "x\r\nEvil: 1") == "broadsheet/1.2 (xEvil: 1)");
}

TEST_CASE("a key goes to https or to this machine, and nowhere else") {
  for (const char* url : {"https://api.example/v1", "HTTPS://x", "http://127.0.0.1:8080/v1",
                          "http://localhost/v1", "http://[::1]:11434/v1"}) {
    CAPTURE(url);
    CHECK(keeps_secrets(url));
  }
  for (const char* url :
       {"", "http://api.example/v1", "http://127.0.0.1.evil.example/", "http://localhost.example/",
        "http://evil.example/?x=://localhost:", "http://localhost@evil.example/",
        "http://evil.example#https://x", "ftp://x", "https//x"}) {
    CAPTURE(url);
    CHECK_FALSE(keeps_secrets(url));
  }
}

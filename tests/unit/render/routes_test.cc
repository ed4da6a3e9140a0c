#include "render/input/routes.h"

#include "support/catch.h"

using namespace broadsheet;
using broadsheet::render::Route;
using broadsheet::render::Routes;

TEST_CASE("each kind of page has its own place") {
  const PaperId old_style = *PaperId::parse("hep-th/9901001");
  CHECK(Routes::home().output_path() == "index.html");
  CHECK(Routes::day(Day(2026, 7, 4)).output_path() == "2026/07/04/index.html");
  CHECK(Routes::month(Month(2026, 7)).path == "2026/07/");
  CHECK(Routes::year(2026).path == "2026/");
  CHECK(Routes::paper(old_style).path == "papers/hep-th_9901001/");
  CHECK(Routes::not_found().output_path() == "404.html");
  CHECK(Routes::file("feed.xml").output_path() == "feed.xml");
  CHECK(Routes::page("about").output_path() == "about/index.html");
}

TEST_CASE("URLs carry the path of base_url and end as given") {
  struct Case {
    std::string base, url, absolute;
  };
  const auto& [base, url, absolute] = GENERATE(values<Case>({
      {"", "/2026/07/04/", "/2026/07/04/"},
      {"https://user.github.io", "/2026/07/04/", "https://user.github.io/2026/07/04/"},
      {"https://user.github.io/", "/2026/07/04/", "https://user.github.io/2026/07/04/"},
      {"https://user.github.io/digest", "/digest/2026/07/04/",
       "https://user.github.io/digest/2026/07/04/"},
      {"https://user.github.io/a/b/", "/a/b/2026/07/04/", "https://user.github.io/a/b/2026/07/04/"},
      {"http://localhost:8080/x", "/x/2026/07/04/", "http://localhost:8080/x/2026/07/04/"},
  }));
  CAPTURE(base);
  const Routes routes(base);
  CHECK(routes.url(Routes::day(Day(2026, 7, 4))) == url);
  CHECK(routes.absolute(Routes::day(Day(2026, 7, 4))) == absolute);
}

TEST_CASE("the home page is the base path with a slash") {
  CHECK(Routes("").url(Routes::home()) == "/");
  CHECK(Routes("https://a.io/digest").url(Routes::home()) == "/digest/");
}

TEST_CASE("what a URL cannot hold is percent-encoded, slashes stay") {
  const Routes routes("");
  CHECK(routes.url(Routes::page("über uns")) == "/%C3%BCber%20uns/");
  CHECK(routes.url(Routes::file("assets/a\"b.css")) == "/assets/a%22b.css");
  CHECK(routes.url(Routes::file("search/x?y#z")) == "/search/x%3Fy%23z");
}

#include "app/build/old_urls.h"

#include "support/catch.h"

using namespace broadsheet;

namespace {

std::map<std::string, std::string> old_urls(const std::vector<std::string>& days,
                                            const std::string& base_url) {
  std::vector<Digest> digests;
  for (const std::string& day : days) digests.push_back({.date = *Day::parse(day)});
  MemoryOutput out;
  app::write_old_urls(Library(std::move(digests)), render::Routes(base_url), "de", "Alle Monate",
                      out);
  return out.files();
}

}  // namespace

TEST_CASE("each old address has a page that leads to the new one") {
  const auto pages = old_urls({"2026-01-30", "2026-02-02", "2026-02-27"}, "https://me.org/d");
  std::vector<std::string> paths;
  for (const auto& [path, html] : pages) paths.push_back(path);
  CHECK(paths ==
        std::vector<std::string>{"archive/2026-01/30/index.html", "archive/2026-01/index.html",
                                 "archive/2026-02/02/index.html", "archive/2026-02/27/index.html",
                                 "archive/2026-02/index.html", "archive/index.html"});
  const std::string& day = pages.at("archive/2026-02/02/index.html");
  CHECK(day.find("<meta http-equiv=\"refresh\" content=\"0; url=/d/2026/02/02/\">") !=
        std::string::npos);
  CHECK(day.find("<link rel=\"canonical\" href=\"https://me.org/d/2026/02/02/\">") !=
        std::string::npos);
  CHECK(day.find("<a href=\"/d/2026/02/02/\">2026-02-02</a>") != std::string::npos);
  CHECK(day.find("noindex") != std::string::npos);
  CHECK(day.find("Content-Security-Policy\" content=\"default-src 'none'\"") != std::string::npos);
  CHECK(pages.at("archive/index.html").find("<html lang=\"de\">") != std::string::npos);
  CHECK(pages.at("archive/index.html").find(">Alle Monate</a>") != std::string::npos);
  CHECK(pages.at("archive/2026-02/index.html").find("url=/d/2026/02/\"") != std::string::npos);
}

TEST_CASE("an empty library has the one old address, and an address of any kind is escaped") {
  CHECK(old_urls({}, "").size() == 1);
  const auto pages = old_urls({"2026-02-02"}, "https://me.org/a&\"b");
  const std::string& day = pages.at("archive/2026-02/02/index.html");
  CHECK(day.find("a&amp;&quot;b/2026/02/02/") != std::string::npos);
  CHECK(day.find("a&\"b") == std::string::npos);
}

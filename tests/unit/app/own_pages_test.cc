#include <algorithm>
#include <string>

#include "app/build/build_site.h"
#include "app/commands/cmd_check.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;

namespace {

/// A project without digests.
struct Site {
  test::TempDir folder;
  fs::path project = folder / "project";

  explicit Site(const std::string& settings = "site:\n  base_url: https://a.example/digest\n") {
    write_file_atomically(project / "config.yaml", settings);
  }
  void write(const std::string& path, const std::string& bytes) const {
    write_file_atomically(project / path, bytes);
  }
  std::string read(const std::string& path) const { return read_file(project / "site" / path); }
  bool has(const std::string& path) const { return path_exists(project / "site" / path); }

  void build() const {
    const app::BuildReport report = app::build_site(project, {});
    INFO(report.problems.str());
    REQUIRE_FALSE(report.failed);
  }
  /// The problems of a build that fails; `check` finds the same errors.
  std::string refused() const {
    const app::BuildReport report = app::build_site(project, {});
    CHECK(report.failed);
    const Diagnostics checked = app::check_project(project, false).problems;
    for (const Problem& problem : report.problems.problems()) {
      if (problem.severity != Severity::Error) continue;
      CAPTURE(problem.str());
      const auto& all = checked.problems();
      CHECK(std::find(all.begin(), all.end(), problem) != all.end());
    }
    return report.problems.str();
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string::npos);
  return text.substr(from, text.find(end, from) - from);
}

}  // namespace

TEST_CASE("front matter decides title, description, menu and order, and is never printed") {
  const Site site;
  site.write("content/pages/team.md",
             "---\ntitle: The team\ndescription: Who writes this\nmenu: true\norder: 2\n---\n\n"
             "# People & roles\n\nText.\n");
  site.write("content/pages/first.md", "---\r\nmenu: true\r\norder: 1\r\n---\r\nA page.\r\n");
  site.write("content/pages/imprint.md", "---\ntitle: Imprint\nmenu: footer\n---\nText.\n");
  site.write("content/pages/plain.md", "# Plain\n\nText.\n");
  site.build();
  const std::string page = site.read("team/index.html");
  CHECK(contains(page, "<title>The team · Broadsheet</title>"));
  CHECK(contains(
      page, "<meta name=\"description\" property=\"og:description\" content=\"Who writes this\">"));
  CHECK(contains(page, "<h1>People &amp; roles</h1>"));
  CHECK(contains(page, "<a href=\"/digest/team/\" aria-current=\"page\">The team</a>"));
  for (const char* name : {"team", "first", "imprint"}) {
    const std::string html = site.read(std::string(name) + "/index.html");
    for (const char* printed : {"---", "order:", "menu:", "<hr"})
      CHECK_FALSE(contains(html, printed));
  }
  const std::string home = site.read("index.html");
  const std::string nav = between(home, "<nav", "</nav>");
  CHECK(nav.find("/digest/first/") < nav.find("/digest/team/"));
  CHECK_FALSE(contains(nav, "plain"));
  CHECK(
      contains(between(home, "<footer", "</footer>"), "<a href=\"/digest/imprint/\">Imprint</a>"));
  CHECK(contains(site.read("sitemap.xml"), "https://a.example/digest/team/"));
  CHECK(contains(site.read("llms.txt"),
                 "[The team](https://a.example/digest/team/): Who writes this"));
}

TEST_CASE("a draft is no page, and publishing it later changes every menu") {
  const Site site;
  site.write("content/pages/new.md", "---\ntitle: New\nmenu: true\ndraft: true\n---\nText.\n");
  site.build();
  CHECK_FALSE(site.has("new/index.html"));
  site.write("content/pages/new.md", "---\ntitle: New\nmenu: true\ndraft: false\n---\nText.\n");
  site.build();
  CHECK(contains(site.read("index.html"), "/digest/new/"));
}

TEST_CASE("menu and footer of config.yaml list sections, pages, files and addresses") {
  const Site site(
      "site:\n"
      "  menu: [months, {to: guide/setup, label: Start}, {to: /cv.pdf, label: CV}]\n"
      "  footer:\n    - feed\n    - {to: \"https://example.org/?a=1&b=2\", label: Elsewhere}\n");
  site.write("content/pages/guide/setup.md", "# Set up\n");
  site.write("content/static/cv.pdf", "%PDF");
  site.build();
  const std::string home = site.read("index.html");
  CHECK(between(home, "<nav", "</nav>") ==
        "<nav aria-label=\"Site\"><a href=\"/months/\">Months</a><a href=\"/guide/setup/\">Start"
        "</a><a href=\"/cv.pdf\">CV</a>");
  const std::string foot = between(home, "<footer", "</footer>");
  CHECK(contains(foot, "<a href=\"https://example.org/?a=1&amp;b=2\">Elsewhere</a>"));
  CHECK_FALSE(contains(foot, "feed.json"));
}

TEST_CASE("a menu entry that leads nowhere is an error at its place") {
  const Site site(
      "site:\n  menu:\n    - mnths\n    - abuot\n    - /cv.pfd\n    - javascript:x\n"
      "    - https://a.example\n");
  site.write("content/pages/about.md", "# About\n");
  site.write("content/static/cv.pdf", "%PDF");
  const std::string problems = site.refused();
  CHECK(contains(problems,
                 "config.yaml:3:7: error: there is no section and no page 'mnths'; did you "
                 "mean 'months'?"));
  CHECK(contains(problems,
                 "config.yaml:4:7: error: there is no section and no page 'abuot'; did you "
                 "mean 'about'?"));
  CHECK(contains(problems, "config.yaml:5:7: error: there is no file '/cv.pfd'"));
  CHECK(contains(problems, "config.yaml:6:7: error: 'javascript:x' is not a safe address"));
  CHECK(contains(problems, "config.yaml:7:7: error: 'https://a.example' needs a 'label'"));
}

TEST_CASE("wrong front matter is an error at its place") {
  const auto problems = [](const std::string& page) {
    const Site site;
    site.write("content/pages/a.md", page);
    return site.refused();
  };
  CHECK(contains(problems("---\ntitle: A\ntitel: B\n---\n"),
                 "a.md:3:1: error: unknown key 'titel'; did you mean 'title'?"));
  CHECK(
      contains(problems("---\ntitle: A\n"), "a.md:1:1: error: the front matter that begins here"));
  CHECK(contains(problems("---\norder: first\n---\n"), "a.md:2:8: error: 'order' should be"));
  CHECK(contains(problems("---\nmenu: top\n---\n"), "a.md:2:7: error: 'menu' should be"));
  CHECK(contains(problems("---\n[a\n---\n"), "a.md:"));
  CHECK(contains(problems("---\n- a\n---\n"), "front matter should be keys with values"));
  CHECK(contains(problems("---\na: &a [b]\nc: *a\n---\n"), "unknown key 'a'"));
}

TEST_CASE("links and images of own pages lead to other sources, files and pages of the site") {
  const Site site;
  site.write(
      "content/pages/guide/setup.md",
      "# Set up\n\n[next](next.md#two-steps) [up](index.md) ![plot](img/plot.png) "
      "[months](/months/) [cv](/cv.pdf) [here](#steps) [mail](mailto:a@b.example)\n\n## Steps\n");
  site.write("content/pages/guide/next.md",
             "# Next\n\n## Two steps\n\n[back](../guide/setup.md)\n");
  site.write("content/pages/guide/index.md", "# Guide\n\n[a](setup.md)\n");
  site.write("content/pages/guide/img/plot.png", "PNG");
  site.write("content/static/cv.pdf", "%PDF");
  site.build();
  const std::string page = site.read("guide/setup/index.html");
  CHECK(contains(page, "href=\"/digest/guide/next/#two-steps\""));
  CHECK(contains(page, "href=\"/digest/guide/\""));
  CHECK(contains(page, "src=\"/digest/guide/img/plot.png\""));
  CHECK(contains(page, "href=\"/digest/months/\""));
  CHECK(contains(page, "href=\"/digest/cv.pdf\""));
  CHECK(contains(page, "<h2 id=\"steps\">Steps</h2>"));
  CHECK(site.read("guide/img/plot.png") == "PNG");
  CHECK(site.read("cv.pdf") == "%PDF");
}

TEST_CASE("a link that leads nowhere is an error with line and column") {
  const Site site;
  site.write("content/pages/a.md",
             "---\ntitle: A\n---\n# A\n\nSee [this](b.md), ![p](p.png), [m](/moths/),\n"
             "[x](#nowhere) and [y](c.md#nothing).\n");
  site.write("content/pages/c.md", "# C\n");
  const std::string problems = site.refused();
  CHECK(contains(problems, "a.md:6:12: error: link to '/a/b.md', which is not there"));
  CHECK(contains(problems, "a.md:6:24: error: link to '/a/p.png', which is not there"));
  CHECK(contains(problems,
                 "a.md:6:36: error: link to '/moths/index.html', which is not there; did "
                 "you mean '/months/index.html'?"));
  CHECK(contains(problems, "a.md:7:5: error: link to '#nowhere' of '/a/index.html'"));
  CHECK(contains(problems, "a.md:7:27: error: link to '#nothing' of '/c/index.html'"));
}

TEST_CASE("own pages have maths and footnotes, and code keeps its dollars") {
  const Site site;
  site.write(
      "content/pages/m.md",
      "# M\n\nLet $x_1 * y_1$ be `$x$`.[^n]\n\n$$\\sum_i i$$\n\n    $HOME$\n\n## On $a^2$\n\n"
      "![the $b$](p.png)\n\n[^n]: A note.\n");
  site.write("content/pages/p.png", "PNG");
  site.build();
  const std::string page = site.read("m/index.html");
  CHECK(contains(page, "<math"));
  CHECK(contains(page, "display=\"block\""));
  CHECK(contains(page, "<code>$x$</code>"));
  CHECK(contains(page, "$HOME$"));
  CHECK(contains(page, "alt=\"the $b$\""));
  CHECK(contains(page, "id=\"fn-n\""));
  CHECK(contains(page, "aria-label=\"Back to the text\""));
  CHECK_FALSE(contains(page, "\xEE\x80\x80"));
}

TEST_CASE("a formula that cannot be read is a warning at its place") {
  const Site site;
  site.write("content/pages/m.md", "# M\n\nLet $\\frac{a$ be.\n");
  const app::BuildReport report = app::build_site(site.project, {});
  CHECK_FALSE(report.failed);
  CHECK(contains(report.problems.str(), "m.md:3:5: warning: formula '\\frac{a' cannot be read"));
}

TEST_CASE("own files overwrite nothing, and both files are named") {
  const Site site("site:\n  old_urls: true\npublish:\n  cname: a.example\n");
  for (const char* path : {"robots.txt", "index.html", "search/x.js", "archive/a.txt", "CNAME",
                           "months", "a", "a/index.html", "feed.xml/x", "g/p.png"})
    site.write(std::string("content/static/") + path + (std::string(path) == "a" ? "b/c" : ""),
               "x");
  site.write("content/pages/a.md", "# A\n");
  site.write("content/pages/g/p.png", "x");
  const std::string problems = site.refused();
  for (const char* both :
       {"content/static/robots.txt: error: this file would be /robots.txt, but /robots.txt is made "
        "by",
        "content/static/index.html: error: this file would be /index.html",
        "content/static/search/x.js: error: this file would be /search/x.js, but /search",
        "content/static/archive/a.txt: error: ", "content/static/CNAME: error: ",
        "content/static/months: error: this file would be /months, but /months/index.html",
        "content/static/a/index.html: error: this file would be /a/index.html, but /a/index.html "
        "is "
        "made from ",
        "content/static/feed.xml/x: error: ", "content/static/g/p.png: error: "}) {
    CAPTURE(problems, both);
    CHECK(contains(problems, both));
  }
}

TEST_CASE("symbolic links do not leave content/static") {
  const Site site;
  site.write("secret.txt", "secret");
  site.write("content/static/a.txt", "a");
  fs::create_symlink(site.project / "secret.txt", site.project / "content/static/out.txt");
  fs::create_symlink("nowhere", site.project / "content/static/lost.txt");
  fs::create_directory_symlink(site.project, site.project / "content/static/up");
  const std::string problems = site.refused();
  CHECK(contains(problems, "out.txt: error: this symbolic link leads out of the folder"));
  CHECK(contains(problems, "lost.txt: error: this symbolic link leads nowhere"));
  CHECK(contains(problems, "up: error: this symbolic link leads out of the folder"));
  for (const char* name : {"out.txt", "lost.txt", "up"})
    fs::remove(site.project / "content/static" / name);
  fs::create_symlink("a.txt", site.project / "content/static/b.txt");
  site.build();
  CHECK(site.read("b.txt") == "a");
}

TEST_CASE("names of own files and pages are safe in URLs") {
  const Site site;
  site.write("content/static/a?b.txt", "x");
  site.write("content/static/a\nb.txt", "x");
  site.write("content/static/\xFF.txt", "x");
  site.write("content/pages/Guide/A.md", "# A\n");
  site.write("content/pages/papers/a.md", "# A\n");
  site.write("content/pages/c.markdown", "# A\n");
  site.write("content/pages/d.md", std::string("# A\0", 4));
  site.write("content/pages/a.md~", "# A\n");
  site.write("content/pages/#a.md#", "# A\n");
  site.write("content/pages/index.md", "# A\n");
  site.write("content/pages/b.md", "# A\n");
  site.write("content/pages/b/index.md", "# A\n");
  const std::string problems = site.refused();
  CHECK(contains(problems, "a?b.txt: error: the name becomes a part of the URL, where '?' cannot"));
  CHECK(contains(problems, "or has a control character"));
  CHECK(contains(problems, "the name is not valid text"));
  CHECK(contains(problems, "c.markdown: error: a page's file ends with '.md'"));
  CHECK(contains(problems, "d.md: error: this file is not text"));
  CHECK_FALSE(contains(problems, "a.md~"));
  CHECK_FALSE(contains(problems, "#a.md#"));
  CHECK(contains(problems, "try 'guide/a.md'"));
  CHECK(contains(problems, "/papers/ is a part of the site itself"));
  CHECK(contains(problems, "the home page is made by the program"));
  CHECK(contains(problems, "would share the address /b/"));
}

TEST_CASE("own pages and files that are changed or deleted change the site as a clean build does") {
  const Site site;
  site.write("content/pages/guide/a.md", "---\ntitle: A\nmenu: true\n---\nText.\n");
  site.write("content/pages/guide/p.png", "PNG");
  site.write("content/static/.well-known/security.txt", "one");
  site.write("content/static/x.json", "{}");
  site.build();
  CHECK(site.read(".well-known/security.txt") == "one");
  CHECK(app::build_site(site.project, {}).up_to_date);
  site.write("content/static/.well-known/security.txt", "two");
  site.write("content/pages/guide/a.md", "---\ntitle: B\nmenu: true\n---\nText.\n");
  site.build();
  CHECK(site.read(".well-known/security.txt") == "two");
  CHECK(contains(site.read("index.html"), ">B</a>"));
  const test::Tree incremental = test::read_tree(site.project / "site");
  app::build_site(site.project, {.clean = true});
  CHECK(test::read_tree(site.project / "site") == incremental);
  for (const char* path : {"pages/guide/a.md", "pages/guide/p.png", "static/x.json"})
    fs::remove(site.project / "content" / path);
  site.build();
  CHECK_FALSE(site.has("guide"));
  CHECK_FALSE(site.has("x.json"));
  CHECK_FALSE(contains(site.read("index.html"), "/digest/guide/"));
}

TEST_CASE("a page in another encoding is an error at its place") {
  const Site site;
  site.write("content/pages/a.md", "# A\n\nCaf\xE9\n");
  CHECK(site.refused().find("a.md:3:4: error: this is not UTF-8") != std::string::npos);
}

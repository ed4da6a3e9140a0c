#include "publish/pages_check.h"

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

/// The messages of a site of which one page is given, without places.
std::vector<std::string> link_problems(const std::string& html, const std::string& base_path) {
  const test::TempDir folder;
  write_file_atomically(folder / "index.html", "<h1 id=top>home</h1>");
  write_file_atomically(folder / "2026/07/index.html", html);
  write_file_atomically(folder / "2026/07/14/index.html", "<p id='p-1'>one</p><p id=\"a&amp;b\">");
  write_file_atomically(folder / "assets/theme.css", "");
  Diagnostics problems;
  publish::check_links(folder.path(), base_path, problems);
  std::vector<std::string> messages;
  for (const Problem& problem : problems.problems()) messages.push_back(problem.message);
  return messages;
}

}  // namespace

TEST_CASE("links that lead somewhere are fine") {
  const std::string html = GENERATE(
      as<std::string>{}, "<a href='/d/'>x</a>", "<a href=/d/2026/07/14/#p-1>x</a>",
      "<a href=\"14/\">x</a>", "<a href=\"../../assets/theme.css?v=1\">x</a>", "<a href='#'>x</a>",
      "<a href='#top'>x</a>", "<a href='/d/2026/07/14/#a%26b'>x</a>",
      "<a href='https://arxiv.org/abs/x'>x</a>", "<a href='mailto:a@b'>x</a>",
      "<a href='//other.org/x'>x</a>", "<!-- <a href='/nowhere'> -->",
      "<script>'<a href=\"/nowhere\">'</script><p>", "<a title='href=/nowhere'>x</a>",
      "<p id='x'></p><a href='#x'>x</a>", "<", "<a", "<a href", "<a href=", "<a href='");
  CAPTURE(html);
  CHECK(link_problems(html, "/d").empty());
}

TEST_CASE("links that lead nowhere are named") {
  struct Case {
    std::string html, problem;
  };
  const auto& [html, problem] = GENERATE(values<Case>({
      {"<a href='/d/2026/08/'>x</a>", "link to '/2026/08/index.html', which is not there"},
      {"<a href='/2026/07/'>x</a>", "link to '/2026/07/', which is not there"},
      {"<a href='/dd/'>x</a>", "link to '/dd/', which is not there"},
      {"<img src='x.png'><img src='x.png'>",
       "link to '/2026/07/x.png', which is not there (2 times)"},
      {"<a href='14/#p-2'>x</a>",
       "link to '#p-2' of '/2026/07/14/index.html', which has no such part"},
      {"<a href='/d/assets/theme.css#x'>x</a>",
       "link to '#x' of '/assets/theme.css', which has no such part"},
      {"<A HREF='gone/'>x</A>", "link to '/2026/07/gone/index.html', which is not there"},
  }));
  CAPTURE(html);
  CHECK(link_problems(html, "/d") == std::vector<std::string>{problem});
}

TEST_CASE("sizes near and over the limits are told apart") {
  const test::TempDir folder;
  write_file_atomically(folder / ".nojekyll", "");
  write_file_atomically(folder / "a.html", std::string(50, 'a'));
  write_file_atomically(folder / "b.html", std::string(85, 'b'));
  write_file_atomically(folder / "c.html", std::string(101, 'c'));
  Diagnostics problems;
  const auto summary =
      publish::check_pages(folder.path(), "", {.site = 1000, .file = 100, .warn_percent = 80}, problems);
  CHECK(summary.bytes == 236);
  CHECK(summary.pages == 3);
  CHECK(problems.errors() == 1);
  CHECK(problems.warnings() == 1);
}

TEST_CASE("a missing .nojekyll, a wrong CNAME and a missing site are errors") {
  const test::TempDir folder;
  Diagnostics problems;
  publish::check_pages(folder.path(), "digest.example", {}, problems);
  CHECK(problems.errors() == 2);
  write_file_atomically(folder / ".nojekyll", "");
  write_file_atomically(folder / "CNAME", "digest.example\n");
  Diagnostics fine;
  publish::check_pages(folder.path(), "digest.example", {}, fine);
  CHECK(fine.problems().empty());
  Diagnostics none;
  publish::check_pages(folder / "nowhere", "", {}, none);
  CHECK(none.errors() == 1);
}

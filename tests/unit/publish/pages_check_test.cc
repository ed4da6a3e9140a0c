#include "publish/pages_check.h"

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

publish::SiteFiles all_files(const fs::path& folder) {
  publish::SiteFiles site{.folder = folder, .paths = list_files(folder)};
  if (fs::exists(folder / ".nojekyll")) site.paths.insert(site.paths.begin(), ".nojekyll");
  return site;
}

/// The messages of a site of which one page is given, without places.
std::vector<std::string> link_problems(const std::string& html, const std::string& base_url) {
  const test::TempDir folder;
  write_file_atomically(folder / "index.html", "<h1 id=top>home</h1>");
  write_file_atomically(folder / "2026/07/index.html", html);
  write_file_atomically(folder / "2026/07/14/index.html", "<p id='p-1'>one</p><p id=\"a&amp;b\">");
  write_file_atomically(folder / "assets/theme.css", "");
  write_file_atomically(folder / "notes.html", "");
  const publish::SiteFiles site = all_files(folder.path());
  // Not of the generator, so it is not published.
  write_file_atomically(folder / "private.html", "<a href='/nowhere'>x</a>");
  Diagnostics problems;
  publish::check_links(site, base_url, problems);
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
      "<a href='/d/2026/07/14#p-1'>x</a>", "<a href='/d/notes'>x</a>", "<a href='/d'>x</a>",
      "<a href='https://me.org/d/2026/07/14/#p-1'>x</a>", "<a href='https://me.org/d'>x</a>",
      "<a href='https://me.org/digest/nowhere'>x</a>", "<a href='https://me.org/other'>x</a>",
      "<img srcset='/d/notes.html 1x, ../../notes.html 2x,/d/ 3x'>", "<img srcset=''>",
      "<img srcset=' , '>", "<form action='/d/notes'></form>",
      "<a href='https://arxiv.org/abs/x'>x</a>", "<a href='mailto:a@b'>x</a>",
      "<a href='//other.org/x'>x</a>", "<!-- <a href='/nowhere'> -->",
      "<script>'<a href=\"/nowhere\">'</script><p>", "<a title='href=/nowhere'>x</a>",
      "<p id='x'></p><a href='#x'>x</a>", "<", "<a", "<a href", "<a href=", "<a href='");
  CAPTURE(html);
  CHECK(link_problems(html, "https://me.org/d").empty());
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
      {"<img srcset='/d/notes.html 1x, gone.png 2x'>",
       "link to '/2026/07/gone.png', which is not there"},
      {"<form action='gone'></form>", "link to '/2026/07/gone', which is not there"},
      {"<a href='/d/private.html'>x</a>", "link to '/private.html', which is not there"},
      {"<a href='https://me.org/d/gone/'>x</a>", "link to '/gone/index.html', which is not there"},
      {"<a href='https://me.org/d#gone'>x</a>",
       "link to '#gone' of '/index.html', which has no such part"},
      {"<a href='/d/2026/07/14#p-2'>x</a>",
       "link to '#p-2' of '/2026/07/14/index.html', which has no such part"},
      {"<a href='14/#p-2'>x</a>",
       "link to '#p-2' of '/2026/07/14/index.html', which has no such part"},
      {"<a href='/d/assets/theme.css#x'>x</a>",
       "link to '#x' of '/assets/theme.css', which has no such part"},
      {"<A HREF='gone/'>x</A>", "link to '/2026/07/gone/index.html', which is not there"},
  }));
  CAPTURE(html);
  CHECK(link_problems(html, "https://me.org/d") == std::vector<std::string>{problem});
}

TEST_CASE("addresses of a style sheet lead somewhere, those in its comments need not") {
  struct Case {
    std::string css;
    int errors;
  };
  const auto& [css, errors] = GENERATE(values<Case>({
      {"a { background: url(here.png) }", 0},
      {"a { background: url( \"../assets/here.png?1\" ) }", 0},
      {"a { background: url('data:image/png;base64,AA') }", 0},
      {"/* url(gone.png) */ a { color: red }", 0},
      {"/* url(gone.png)", 0},
      {"a { background: url(gone.png) }", 1},
      {"a { src: url(here.png), url('/gone.woff2') }", 1},
      {"url(", 0},
      {"url", 0},
      {"", 0},
  }));
  CAPTURE(css);
  const test::TempDir folder;
  write_file_atomically(folder / "assets/here.png", "");
  write_file_atomically(folder / "assets/theme.css", css);
  Diagnostics problems;
  publish::check_links(all_files(folder.path()), "", problems);
  CHECK(problems.errors() == errors);
}

TEST_CASE("sizes near and over the limits are distinguished") {
  const test::TempDir folder;
  write_file_atomically(folder / ".nojekyll", "");
  write_file_atomically(folder / "a.html", std::string(50, 'a'));
  write_file_atomically(folder / "b.html", std::string(85, 'b'));
  write_file_atomically(folder / "c.html", std::string(101, 'c'));
  Diagnostics problems;
  const auto summary = publish::check_pages(
      all_files(folder.path()), "", {.site = 1000, .file = 100, .warn_percent = 80}, problems);
  CHECK(summary.bytes == 236);
  CHECK(summary.pages == 3);
  CHECK(problems.errors() == 1);
  CHECK(problems.warnings() == 1);
}

TEST_CASE(
    "the limits are those of GitHub Pages: 1 GB a site, 100 MB a file, a warning from 80 percent") {
  struct Case {
    std::vector<int> megabytes;
    std::string problem;
  };
  const auto& [megabytes, problem] = GENERATE(values<Case>({
      {{79}, ""},
      {{80}, "0.bin: warning: this file is 80 MB, and GitHub Pages takes 100 MB\n"},
      {{100}, "0.bin: warning: this file is 100 MB, and GitHub Pages takes 100 MB\n"},
      {{101}, "0.bin: error: this file is 101 MB, and GitHub Pages takes 100 MB\n"},
      {std::vector<int>(10, 79), ""},
      {{79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 10},
       "warning: the site is 800 MB, and GitHub Pages takes 1,000 MB\n"},
      {std::vector<int>(13, 77), "error: the site is 1,001 MB, and GitHub Pages takes 1,000 MB\n"},
  }));
  const test::TempDir folder;
  write_file_atomically(folder / ".nojekyll", "");
  for (std::size_t i = 0; i < megabytes.size(); ++i) {
    const fs::path file = folder / (std::to_string(i) + ".bin");
    write_file_atomically(file, "");
    fs::resize_file(
        file, static_cast<std::uintmax_t>(megabytes[i]) * 1'000'000);  // holes: no disk is used
  }
  Diagnostics problems;
  publish::check_pages(all_files(folder.path()), "", {}, problems);
  CAPTURE(problems.str(), problem);
  CHECK(problems.str().ends_with(problem));
  CHECK(problems.problems().size() == (problem.empty() ? 0U : 1U));
}

TEST_CASE("a missing .nojekyll, a wrong CNAME and a missing site are errors") {
  const test::TempDir folder;
  Diagnostics problems;
  publish::check_pages(all_files(folder.path()), "digest.example", {}, problems);
  CHECK(problems.errors() == 2);
  write_file_atomically(folder / ".nojekyll", "");
  write_file_atomically(folder / "CNAME", "digest.example\n");
  Diagnostics fine;
  publish::check_pages(all_files(folder.path()), "digest.example", {}, fine);
  CHECK(fine.problems().empty());
  Diagnostics none;
  publish::check_pages(all_files(folder / "nowhere"), "", {}, none);
  CHECK(none.errors() == 1);
}

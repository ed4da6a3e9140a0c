// What the preview shows at once is what a build makes, to the byte; what it cannot show, it leaves
// to a build.
#include "app/serve/preview_site.h"

#include <functional>
#include <string>

#include "app/build/build_site.h"
#include "base/output.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

/// The sample project with a theme of its own.
class Project {
 public:
  Project() {
    const fs::path source(BROADSHEET_SOURCE_DIR);
    fs::copy(source / "config.yaml", root() / "config.yaml");
    fs::copy(source / "content", root() / "content", fs::copy_options::recursive);
    fs::create_directories(root() / "themes");
    fs::copy(source / "themes" / "broadsheet", root() / "themes" / "broadsheet",
             fs::copy_options::recursive);
    REQUIRE_FALSE(app::build_site(root(), {}).failed);
  }
  fs::path root() const { return folder_.path(); }
  void replace(const std::string& path, const std::string& what, const std::string& by) const {
    std::string text = read_file(root() / path);
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    write_file_atomically(root() / path, text.replace(at, what.size(), by));
  }

 private:
  test::TempDir folder_;
};

constexpr const char* kDay = "content/2026-07/2026-07-06.json";

}  // namespace

TEST_CASE("what is shown at once is what a build makes") {
  struct Case {
    std::string name;
    bool digests;
    std::function<void(const Project&)> change;
  };
  const Case one = GENERATE(values<Case>({
      {"template", false,
       [](const Project& p) {
         p.replace("themes/broadsheet/day.mustache", "<h1", "<h1 id=\"it\"");
       }},
      {"style", false,
       [](const Project& p) {
         p.replace("themes/broadsheet/static/theme.css", ":root", "/* */ :root");
       }},
      {"title", false,
       [](const Project& p) { p.replace("config.yaml", "title: ", "title: The "); }},
      {"free page", false,
       [](const Project& p) { p.replace("content/pages/about.md", "\n", "\n\nMore.\n"); }},
      {"score", true,
       [](const Project& p) { p.replace(kDay, "\"relevance\": 8", "\"relevance\": 7"); }},
  }));
  CAPTURE(one.name);
  const Project project;
  app::PreviewSite site({project.root()});
  site.load();
  CHECK_FALSE(site.make("index.html"));  // the built one

  one.change(project);
  Diagnostics problems;
  REQUIRE(site.refresh(one.digests, problems));
  CHECK(problems.errors() == 0);
  test::TempDir state;
  MemoryOutput built;
  REQUIRE_FALSE(app::build_into(project.root(), state.path(), built).failed);
  std::size_t pages = 0;
  for (const auto& [path, bytes] : built.files()) {
    if (!path.ends_with(".html") && !path.starts_with("assets/")) continue;
    ++pages;
    CAPTURE(path);
    CHECK((site.make(path) == bytes));
  }
  CHECK(pages > 50);
  site.show_built();
  CHECK_FALSE(site.make("index.html"));
}

TEST_CASE("errors are reported, and what was shown stays") {
  const Project project;
  app::PreviewSite site({project.root()});
  site.load();
  project.replace("config.yaml", "title: ", "title: The ");
  Diagnostics none;
  REQUIRE(site.refresh(false, none));
  const auto shown = site.make("index.html");
  const auto [path, wrong] = GENERATE(table<std::string, std::string>({
      {"themes/broadsheet/home.mustache", "{{nonsense}}"},
      {"config.yaml", "\nsitte: x\n"},
      {"config.yaml", "\n: [\n"},
      {kDay, "}"},
      {"content/pages/2026.md", "# A year"},
  }));
  CAPTURE(path, wrong);
  const auto before = read_file_if_exists(project.root() / path);
  write_file_atomically(project.root() / path, before.value_or("") + wrong);
  Diagnostics problems;
  CHECK(site.refresh(true, problems));
  CHECK(problems.errors() > 0);
  CHECK((site.make("index.html") == shown));
}

TEST_CASE("a build is asked for when the index or the addresses would change") {
  const Project project;
  app::PreviewSite site({project.root()});
  Diagnostics problems;
  CHECK_FALSE(site.refresh(false, problems));  // nothing is loaded
  site.load();
  SECTION("a day goes") { fs::remove(project.root() / kDay); }
  SECTION("a topic is named otherwise") {
    project.replace("config.yaml", "    label: ", "    label: The ");
  }
  SECTION("another search is kept") { project.replace("config.yaml", "query: ", "query: more "); }
  SECTION("the site moves") {
    project.replace("config.yaml", "base_url: \"\"", "base_url: https://example.org/elsewhere");
  }
  CHECK_FALSE(site.refresh(true, problems));
  CHECK(problems.str().empty());
}

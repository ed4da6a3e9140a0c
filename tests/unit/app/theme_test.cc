#include <string>

#include "app/build/build_site.h"
#include "app/commands/cmd_init.h"
#include "app/commands/cmd_theme.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

/// A new project whose theme is `theme`.
fs::path project_with(const test::TempDir& folder, const std::string& theme) {
  const fs::path project = folder / "project";
  app::run_init(project, {}, std::nullopt);
  std::string settings = read_file(project / "config.yaml");
  const std::string line = "  theme: broadsheet ";
  settings.replace(settings.find(line), line.size(), "  theme: " + theme + " ");
  write_file_atomically(project / "config.yaml", settings);
  return project;
}

}  // namespace

TEST_CASE("a new theme has no mistakes, and a site can be built with it at once") {
  const std::string base = GENERATE(as<std::string>{}, "broadsheet", "plain");
  CAPTURE(base);
  const test::TempDir folder;
  const fs::path project = project_with(folder, "mine");
  CHECK(app::run_theme_new(project, {.name = "mine", .extends = base}) == 0);
  CHECK(app::run_theme_check(project, "") == 0);
  const app::BuildReport report = app::build_site(project, {});
  INFO(report.problems.str());
  REQUIRE_FALSE(report.failed);
  const std::string page = read_file(project / "site" / "404.html");
  CHECK(page.find("There is no such page") != std::string::npos);
  CHECK(page.find("The address may have a mistake.") != std::string::npos);
  CHECK(page.find("{") == std::string::npos);
}

TEST_CASE("a mistake in any language of a theme fails its check") {
  const test::TempDir folder;
  const fs::path project = project_with(folder, "broadsheet");
  app::run_theme_new(project, {.name = "mine"});
  CHECK(app::run_theme_check(project, "mine") == 0);
  write_file_atomically(project / "themes/mine/words/de.yaml", "nav: [\n");
  CHECK(app::run_theme_check(project, "mine") == 1);
  CHECK(app::run_theme_check(project, "") == 0);
  CHECK(app::run_theme_check(project, "nowhere") == 1);
}

TEST_CASE("a theme is begun neither over another nor outside its place") {
  const test::TempDir folder;
  const fs::path project = project_with(folder, "broadsheet");
  app::run_theme_new(project, {.name = "mine"});
  for (const std::string name : {"mine", "broadsheet", "", "..", "a/b", "-x", "a b"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(app::run_theme_new(project, {.name = name}), Error);
  }
  CHECK_THROWS_AS(app::run_theme_new(project, {.name = "other", .extends = "broadshet"}), Error);
  CHECK_FALSE(fs::exists(project / "themes/other"));
}

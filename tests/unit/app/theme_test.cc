#include <cstdlib>
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

TEST_CASE("files of the theme that one extends are copied into it, once") {
  const test::TempDir folder;
  const fs::path project = project_with(folder, "mine");
  app::run_theme_new(project, {.name = "mine"});
  const fs::path mine = project / "themes/mine";
  CHECK(app::run_theme_copy(project, {.files = {"day.mustache", "partials/foot.mustache"}}) == 0);
  CHECK(read_file(mine / "day.mustache") ==
        read_file(fs::path(BROADSHEET_SOURCE_DIR) / "themes/broadsheet/day.mustache"));
  CHECK(path_exists(mine / "partials/foot.mustache"));
  CHECK(app::run_theme_check(project, "mine") == 0);
  write_file_atomically(mine / "day.mustache", "mine");
  const auto copy = [&](std::vector<std::string> files, const std::string& to = "") {
    return app::run_theme_copy(project, {.files = std::move(files), .name = to});
  };
  const auto refusal = [&](std::vector<std::string> files) {
    try {
      copy(std::move(files));
    } catch (const Error& error) {
      return error.message();
    }
    return std::string();
  };
  CHECK(refusal({"day.mustache"}).find("exists already") != std::string::npos);
  CHECK(read_file(mine / "day.mustache") == "mine");
  CHECK(refusal({"home.mustache", "moth.mustache"}).find("did you mean 'month.mustache'?") !=
        std::string::npos);
  CHECK_FALSE(path_exists(mine / "home.mustache"));  // nothing of a wrong list
  for (const std::string name : {"broadsheet", "..", "a/b", "nowhere"})
    CHECK_THROWS_AS(copy({"home.mustache"}, name), Error);
  CHECK_THROWS_AS(copy({"../theme.yaml"}), Error);
}

TEST_CASE("the check of a theme lists the words that a language lacks") {
  const test::TempDir folder;
  const fs::path project = project_with(folder, "mine");
  app::run_theme_new(project, {.name = "mine"});
  write_file_atomically(project / "themes/mine/words/fr.yaml", "nav: {latest: Dernier}\n");
  const std::string line = "'" BROADSHEET_BINARY "' -C '" + project.string() + "' theme check > '" +
                           (folder / "out").string() + "'";
  CHECK(std::system(line.c_str()) == 0);
  const std::string out = read_file(folder / "out");
  CHECK(out.find("of the language 'fr' missing, so pages show English: ") != std::string::npos);
  CHECK(out.find("nav.months") != std::string::npos);
  CHECK(out.find("nav.latest") == std::string::npos);
}

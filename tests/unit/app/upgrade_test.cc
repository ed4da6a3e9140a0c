#include "app/init/upgrade.h"

#include "app/commands/cmd_init.h"
#include "app/commands/cmd_upgrade.h"
#include "app/commands/exit_codes.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;

namespace {

const fs::path kOld = fs::path(BROADSHEET_SOURCE_DIR) / "tests" / "fixtures" / "old-workflows";

struct Project {
  test::TempDir folder;
  fs::path root = folder / "project";

  Project() { app::run_init(root, {}, std::nullopt); }
  std::string read(const std::string& path) const { return read_file(root / path); }
  void write(const std::string& path, const std::string& bytes) const {
    write_file_atomically(root / path, bytes);
  }
};

std::string replaced(std::string text, const std::string& old, const std::string& now) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), now);
}

}  // namespace

TEST_CASE("a new project has nothing to upgrade") {
  const Project project;
  CHECK(app::plan_upgrade({project.root}).empty());
  CHECK(app::run_upgrade(project.root, {}) == app::kNothingNew);
}

TEST_CASE(
    "workflows of an earlier version are replaced, and keep the source that their owner named") {
  const Project project;
  const std::string current = project.read(".github/workflows/daily.yml");
  project.write(".github/workflows/daily.yml",
                replaced(read_file(kOld / "daily.yml"), "BROADSHEET_SOURCE: ''",
                         "BROADSHEET_SOURCE: https://git.example.org/mine"));
  fs::remove_all(project.root / ".github/actions");
  const test::Tree before = test::read_tree(project.root);
  CHECK(app::run_upgrade(project.root, {.dry_run = true}) == app::kDone);
  CHECK(test::read_tree(project.root) == before);

  json::List results;
  CHECK(app::run_upgrade(project.root, {.results = &results}) == app::kDone);
  CHECK(results.size() == 2);
  const std::string now = project.read(".github/workflows/daily.yml");
  CHECK(now.find("BROADSHEET_SOURCE: https://git.example.org/mine\n") != std::string::npos);
  CHECK(app::workflow_form(now) == app::workflow_form(current));
  CHECK(path_exists(project.root / ".github/actions/install-broadsheet/action.yml"));
  bool kept = false;
  walk(project.root / ".broadsheet/backup", [&](const fs::directory_entry& entry) {
    kept = kept || entry.path().filename() == "daily.yml";
    return true;
  });
  CHECK(kept);
  CHECK(app::run_upgrade(project.root, {}) == app::kNothingNew);
}

TEST_CASE("config.yaml keeps its text and gets the line that names its schema") {
  const Project project;
  const std::string settings = project.read("config.yaml");
  const std::string without = settings.substr(settings.find('\n') + 1);
  project.write("config.yaml", without);
  project.write(".config.schema.json", "{}");
  CHECK(app::run_upgrade(project.root, {}) == app::kDone);
  CHECK(project.read("config.yaml") == settings);
  CHECK(project.read(".config.schema.json").size() > 1000);
}

TEST_CASE("a workflow that its owner edited is left and named") {
  const Project project;
  const std::string edited =
      replaced(project.read(".github/workflows/build.yml"), "name: build", "name: my build");
  project.write(".github/workflows/build.yml", edited);
  json::List results;
  CHECK(app::run_upgrade(project.root, {.results = &results}) == app::kPartial);
  CHECK(results.size() == 1);
  CHECK(project.read(".github/workflows/build.yml") == edited);
}

TEST_CASE("a .gitignore gets only the lines that it lacks in any form") {
  CHECK(app::with_lines("", "/site/\n/.broadsheet/\n") == "/site/\n/.broadsheet/\n");
  CHECK(app::with_lines("/site/*\n.broadsheet/", "/site/\n/.broadsheet/\n") ==
        "/site/*\n.broadsheet/\n");
  CHECK(app::with_lines("mysite/\n", "/site/\n") == "mysite/\n/site/\n");
}

TEST_CASE("a project without workflows gets none") {
  const Project project;
  fs::remove_all(project.root / ".github");
  CHECK(app::run_upgrade(project.root, {}) == app::kNothingNew);
  CHECK_FALSE(path_exists(project.root / ".github"));
}

TEST_CASE("digests are written in the documented form, and .gitignore gets the lines it lacks") {
  const Project project;
  fs::copy(fs::path(BROADSHEET_SOURCE_DIR) / "tests/golden/days/content", project.root / "content",
           fs::copy_options::recursive | fs::copy_options::skip_existing);
  app::run_upgrade(project.root, {});
  const std::string path = "content/2026-02/2026-02-27.json";
  const std::string right = project.read(path);
  project.write(path, "\xEF\xBB\xBF" + replaced(right, "\n", "\r\n"));
  project.write(".gitignore", "mine\n");
  CHECK(app::run_upgrade(project.root, {}) == app::kDone);
  CHECK(project.read(path) == right);
  CHECK(project.read(".gitignore").starts_with("mine\n"));
  CHECK(project.read(".gitignore").find("site/") != std::string::npos);
  CHECK(app::run_upgrade(project.root, {}) == app::kNothingNew);
}

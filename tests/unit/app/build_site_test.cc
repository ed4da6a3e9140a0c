#include "app/build/build_site.h"

#include <unistd.h>

#include <string>

#include "app/commands/cmd_init.h"
#include "app/lock.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;

namespace {

/// A copy of the golden project of three days.
fs::path three_days(const test::TempDir& folder) {
  const fs::path project = folder / "project";
  fs::copy(fs::path(BROADSHEET_SOURCE_DIR) / "tests" / "golden" / "days", project,
           fs::copy_options::recursive);
  return project;
}

app::BuildReport build(const fs::path& project) {
  app::BuildReport report = app::build_site(project, {});
  INFO(report.warnings);
  REQUIRE_FALSE(report.failed);
  return report;
}

}  // namespace

TEST_CASE("a build with nothing changed does nothing, and reports the same figures") {
  const test::TempDir folder;
  const fs::path project = three_days(folder);
  const app::BuildReport first = build(project);
  CHECK_FALSE(first.up_to_date);
  CHECK(first.figures.days == 3);
  CHECK(first.figures.papers == 4);
  const app::BuildReport second = build(project);
  CHECK(second.up_to_date);
  CHECK(second.figures.pages == first.figures.pages);
}

TEST_CASE("a touched file is no change, a changed one is") {
  const test::TempDir folder;
  const fs::path project = three_days(folder);
  build(project);
  const fs::path page = project / "content" / "pages" / "about.md";
  fs::last_write_time(page, fs::last_write_time(page) + std::chrono::hours(1));
  CHECK(build(project).up_to_date);
  write_file_atomically(page, read_file(page) + "\nMore.\n");
  const app::BuildReport report = build(project);
  CHECK_FALSE(report.up_to_date);
  CHECK(report.published.written >= 1);
}

TEST_CASE("a change is seen although size and time are as before, when that time was not past") {
  const test::TempDir folder;
  const fs::path project = three_days(folder);
  const fs::path page = project / "content" / "pages" / "about.md";
  const auto time = fs::file_time_type::clock::now() + std::chrono::hours(1);
  fs::last_write_time(page, time);
  build(project);
  std::string text = read_file(page);
  text[text.size() / 2] = text[text.size() / 2] == 'x' ? 'y' : 'x';
  write_file_atomically(page, text);
  fs::last_write_time(page, time);
  CHECK_FALSE(build(project).up_to_date);
}

TEST_CASE("lost output, a lost index and a lost state each make a build") {
  const std::string lost =
      GENERATE(as<std::string>{}, "site/index.html", "site/search", ".broadsheet/index",
               ".broadsheet/build.state", ".broadsheet/site.manifest", ".broadsheet/words");
  CAPTURE(lost);
  const test::TempDir folder;
  const fs::path project = three_days(folder);
  build(project);
  const test::Tree whole = test::read_tree(project / "site");
  fs::remove_all(project / lost);
  CHECK(build(project).up_to_date == (lost == ".broadsheet/words"));
  CHECK(test::read_tree(project / "site") == whole);
}

TEST_CASE("day by day or at once, the site is the same to the byte") {
  const test::TempDir one, other;
  const fs::path at_once = three_days(one), grown = three_days(other);
  build(at_once);
  const fs::path last = grown / "content" / "2026-03";
  fs::rename(last, other / "kept");
  build(grown);
  fs::rename(other / "kept", last);
  build(grown);
  CHECK(test::read_tree(grown / "site") == test::read_tree(at_once / "site"));

  fs::remove_all(grown / "content" / "2026-02");
  build(grown);
  fs::remove_all(at_once / "content" / "2026-02");
  fs::remove_all(at_once / "site");
  fs::remove_all(at_once / ".broadsheet");
  build(at_once);
  CHECK(test::read_tree(grown / "site") == test::read_tree(at_once / "site"));
}

TEST_CASE("stored words that are lost, cut or changed make a complete build") {
  const std::string damage = GENERATE(as<std::string>{}, "none", "lost", "cut", "a bit", "empty");
  CAPTURE(damage);
  const test::TempDir one, other;
  const fs::path at_once = three_days(one), grown = three_days(other);
  build(at_once);
  const fs::path last = grown / "content" / "2026-03";
  fs::rename(last, other / "kept");
  build(grown);
  fs::rename(other / "kept", last);
  const fs::path words = grown / ".broadsheet" / "words";
  std::string bytes = read_file(words);
  if (damage == "cut") bytes.resize(bytes.size() / 2);
  if (damage == "a bit") bytes[bytes.size() / 2] ^= 1;
  if (damage == "empty") bytes.clear();
  write_file_atomically(words, bytes);
  if (damage == "lost") fs::remove(words);
  build(grown);
  CHECK(test::read_tree(grown / "site") == test::read_tree(at_once / "site"));
}

TEST_CASE(
    "an error leaves the last good site, and names all problems of settings, content and pages") {
  const test::TempDir folder;
  const fs::path project = three_days(folder);
  build(project);
  const test::Tree before = test::read_tree(project / "site");
  write_file_atomically(project / "content" / "2026-03" / "2026-03-02.json", "{");
  write_file_atomically(project / "content" / "pages" / "search.md", "# Taken");
  write_file_atomically(project / "config.yaml",
                        read_file(project / "config.yaml") + "colour: red\n");
  const app::BuildReport report = app::build_site(project, {});
  CHECK(report.failed);
  CHECK(report.config_errors == 1);
  CHECK(report.problems.errors() == 3);
  CHECK(test::read_tree(project / "site") == before);
}

TEST_CASE("a project with spaces, accents and Windows line ends is built") {
  const test::TempDir folder;
  const fs::path project = folder / "Mein Überblick für Łódź";
  fs::copy(three_days(folder), project, fs::copy_options::recursive);
  std::string settings = read_file(project / "config.yaml"), windows = "\xEF\xBB\xBF";
  for (const char c : settings) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  write_file_atomically(project / "config.yaml", windows);
  CHECK(build(project).figures.days == 3);
}

TEST_CASE("a new project is ready to build, and is not overwritten") {
  const test::TempDir folder;
  const fs::path project = folder / "new";
  REQUIRE(app::run_init(project, {}, std::nullopt) == 0);
  CHECK(build(project).figures.days == 0);
  CHECK_THROWS_AS(app::run_init(project, {}, std::nullopt), Error);
}

TEST_CASE("a folder without settings is refused") {
  const test::TempDir folder;
  CHECK_THROWS_AS(app::build_site(folder.path(), {}), Error);
}

TEST_CASE("a second run waits, then reports who holds the lock") {
  const test::TempDir folder;
  CHECK_FALSE(app::Lock::holder(folder.path()));
  {
    const app::Lock first(folder.path(), "build", std::chrono::seconds(0));
    const auto holder = app::Lock::holder(folder.path());
    REQUIRE(holder);
    CHECK(*holder == "'broadsheet build' (process " + std::to_string(::getpid()) + ")");
    CHECK_THROWS_AS(app::Lock(folder.path(), "import", std::chrono::seconds(0)), Error);
  }
  CHECK_FALSE(app::Lock::holder(folder.path()));
  const app::Lock next(folder.path(), "import", std::chrono::seconds(0));
}

// The figures that real digests must give. Needs ../shared; passes without it, saying so.
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "content/digest_json.h"
#include "content/load_library.h"
#include "import/import.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using importer::import_paths;
using importer::ImportReport;
using test::TempDir;

namespace {

std::map<std::string, std::string> tree_of(const fs::path& root) {
  std::map<std::string, std::string> tree;
  for (const std::string& name : list_files(root)) tree[name] = read_file(root / name);
  return tree;
}

Digest read_day(const fs::path& content, const std::string& day) {
  Diagnostics problems;
  const auto digest =
      content::parse_digest(read_file(content / day.substr(0, 7) / (day + ".json")), day, problems);
  INFO(problems.str());
  REQUIRE(digest);
  return *digest;
}

std::vector<Entry> listed(const Digest& digest) {
  std::vector<Entry> entries;
  for (const Entry& entry : digest.papers) {
    if (entry.spotlight.kind == SpotlightKind::None) entries.push_back(entry);
  }
  return entries;
}

}  // namespace

TEST_CASE("the five seeds give their papers, figures and costs") {
  const fs::path shared = test::shared_dir();
  if (shared.empty()) {
    WARN("skipped: ../shared is absent");
    return;
  }
  const TempDir dir;
  Diagnostics problems;
  const std::vector<fs::path> inputs = {shared / "seeds"};
  const ImportReport report = import_paths(inputs, dir.path(), problems);
  CHECK(problems.str().empty());
  CHECK(report.files.size() == 5);
  struct Day {
    std::string date;
    std::size_t papers;
    int announced, scanned, prompt, completion;
    double prompt_cost, completion_cost;
  };
  const std::vector<Day> days = {
      {"2025-10-07", 70, 1350, 866, 109658, 106795, 0.14, 1.07},
      {"2026-02-13", 36, 684, 441, 59225, 54067, 0.07, 0.54},
      {"2026-02-20", 25, 513, 331, 45341, 39660, 0.06, 0.4},
      {"2026-02-27", 40, 613, 420, 60745, 51376, 0.08, 0.51},
  };
  CHECK(read_day(dir.path(), "2026-01-30").papers.size() == 68);
  for (const Day& day : days) {
    CAPTURE(day.date);
    const Digest digest = read_day(dir.path(), day.date);
    CHECK(digest.papers.size() == day.papers);
    CHECK(digest.model == "gpt-5");
    CHECK(digest.counts.announced == day.announced);
    CHECK(digest.counts.scanned == day.scanned);
    CHECK(digest.counts.selected == static_cast<std::int64_t>(day.papers));
    CHECK(digest.usage.prompt_tokens == day.prompt);
    CHECK(digest.usage.completion_tokens == day.completion);
    CHECK(digest.usage.prompt_cost == day.prompt_cost);
    CHECK(digest.usage.completion_cost == day.completion_cost);
    CHECK_FALSE(digest.prompt.empty());
    for (const Entry& entry : digest.papers) {
      CHECK_FALSE(entry.authors.empty());
      CHECK(entry.abstract.size() > 100);
      CHECK_FALSE(entry.comment.empty());
      CHECK((entry.chosen_by == ChosenBy::FollowedAuthor) == !entry.score);
    }
  }

  // A page shows what the JSON says, but for what Markdown's rendering ate.
  const TempDir json;
  const std::vector<fs::path> archive = {shared / "archive" / "json"};
  import_paths(archive, json.path(), problems);
  for (const Day& day : days) {
    CAPTURE(day.date);
    const Digest page = read_day(dir.path(), day.date);
    const Digest truth = read_day(json.path(), day.date);
    REQUIRE(page.papers.size() == truth.papers.size());
    for (std::size_t at = 0; at < page.papers.size(); ++at) {
      CHECK(page.papers[at].id == truth.papers[at].id);
      CHECK(page.papers[at].title == truth.papers[at].title);
      CHECK(page.papers[at].comment == truth.papers[at].comment);
      CHECK(page.papers[at].relevance == truth.papers[at].relevance);
      CHECK(page.papers[at].novelty == truth.papers[at].novelty);
      CHECK(page.papers[at].authors.size() == truth.papers[at].authors.size());
    }
  }
  const ImportReport merged = import_paths(inputs, json.path(), problems);
  CHECK(merged.conflicts == 0);
}

TEST_CASE("the archive gives every day and every entry, however it is imported") {
  const fs::path shared = test::shared_dir();
  if (shared.empty()) {
    WARN("skipped: ../shared is absent");
    return;
  }
  const TempDir dir;
  Diagnostics problems;
  const fs::path json = shared / "archive" / "json";
  const fs::path markdown = shared / "archive" / "md";
  const std::vector<fs::path> both = {json, markdown};
  const ImportReport report = import_paths(both, dir / "both", problems);
  CHECK(problems.errors() == 0);
  CHECK(report.written.size() == 155);
  CHECK(report.entries == 4655);
  CHECK(report.distinct == 4395);
  CHECK(report.spotlighted == 127);
  CHECK(report.conflicts == 0);
  CHECK(report.failed.size() == 26);
  CHECK(report.prompts_written == 12);
  std::map<std::string, int> layouts;
  for (const importer::ImportedFile& file : report.files) ++layouts[file.what];
  CHECK(layouts["not a digest: index listing"] == 3);
  CHECK(layouts["daily Markdown, layout 1"] == 3);
  CHECK(layouts["daily Markdown, layout 4"] == 18);
  CHECK(layouts["daily Markdown, layout 9"] == 48);
  CHECK(layouts["daily Markdown, layout 11"] == 8);
  CHECK(layouts["daily Markdown, layout 13"] == 13);
  CHECK(layouts["daily Markdown, layout 14"] == 29);
  CHECK(layouts["daily Markdown"] == 0);
  CHECK(read_day(dir / "both", "2026-06-01").status == DayStatus::Complete);
  CHECK(read_day(dir / "both", "2026-06-03").status == DayStatus::Complete);
  CHECK(read_day(dir / "both", "2026-06-05").status == DayStatus::Complete);
  CHECK(read_day(dir / "both", "2026-05-13").status == DayStatus::Failed);

  // Each source alone gives the same papers with the same texts.
  const std::vector<fs::path> only_json = {json};
  const std::vector<fs::path> only_markdown = {markdown};
  import_paths(only_json, dir / "one", problems);
  import_paths(only_markdown, dir / "two", problems);
  for (const Day& day : report.written) {
    CAPTURE(day.str());
    const std::vector<Entry> a = listed(read_day(dir / "one", day.str()));
    const std::vector<Entry> b = listed(read_day(dir / "two", day.str()));
    REQUIRE(a.size() == b.size());
    bool same = true;
    for (std::size_t at = 0; at < a.size(); ++at) {
      same = same && a[at].id == b[at].id && a[at].title == b[at].title &&
             a[at].authors == b[at].authors && a[at].abstract == b[at].abstract &&
             a[at].comment == b[at].comment && a[at].relevance == b[at].relevance &&
             a[at].novelty == b[at].novelty;
    }
    CHECK(same);
  }

  // One after the other is the same as both at once, and once more changes nothing.
  import_paths(only_markdown, dir / "one", problems);
  import_paths(only_json, dir / "two", problems);
  const std::map<std::string, std::string> tree = tree_of(dir / "both");
  CHECK(tree_of(dir / "one") == tree);
  CHECK(tree_of(dir / "two") == tree);
  const std::vector<fs::path> backward = {markdown, json};
  const ImportReport again = import_paths(backward, dir / "both", problems);
  CHECK(again.written.empty());
  CHECK(tree_of(dir / "both") == tree);

  Diagnostics loading;
  const Library library = content::load_library(dir / "both", loading);
  CHECK(loading.str().empty());
  CHECK(library.digests().size() == 155);
  CHECK(library.entries() == 4782);
}

// Whole archives of the older programs: output JSON, daily Markdown and saved pages of the same
// days.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "content/digest_json.h"
#include "content/load_library.h"
#include "import/import.h"
#include "support/catch.h"
#include "support/fixtures.h"
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

/// What the page of a day states.
struct PageDay {
  std::string date;
  std::size_t papers;
  int announced, scanned, prompt, completion;
  double prompt_cost, completion_cost;
};

void check_page(const Digest& digest, const PageDay& day) {
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

/// Imports the saved pages of `pages`: each day has its figures and agrees with the output JSON of
/// `json`, but for characters that the rendering of Markdown removes.
ImportReport check_pages(const fs::path& pages, const fs::path& json,
                         const std::vector<PageDay>& days) {
  const TempDir from_pages, from_json;
  Diagnostics problems;
  const std::vector<fs::path> page_inputs = {pages}, json_inputs = {json};
  ImportReport report = import_paths(page_inputs, from_pages.path(), problems);
  CHECK(problems.errors() == 0);
  CHECK(problems.warnings() == report.not_imported.size());
  import_paths(json_inputs, from_json.path(), problems);
  for (const PageDay& day : days) {
    CAPTURE(day.date);
    const Digest page = read_day(from_pages.path(), day.date);
    check_page(page, day);
    const Digest truth = read_day(from_json.path(), day.date);
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
  CHECK(import_paths(page_inputs, from_json.path(), problems).conflicts == 0);
  return report;
}

/// How many files were recognised as what.
std::map<std::string, int> layouts_of(const ImportReport& report) {
  std::map<std::string, int> layouts;
  for (const importer::ImportedFile& file : report.files) ++layouts[file.what];
  return layouts;
}

/// The folders `one` (JSON) and `two` (Markdown) hold the same papers with the same texts.
void check_same_papers(const fs::path& one, const fs::path& two, const std::vector<Day>& days) {
  for (const Day& day : days) {
    CAPTURE(day.str());
    const std::vector<Entry> a = listed(read_day(one, day.str()));
    const std::vector<Entry> b = listed(read_day(two, day.str()));
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
}

/// Imports the folders json and md of `archive` into `dir`/both: each alone gives the same papers,
/// one after the other in either order gives the same files, and a second import changes nothing.
ImportReport check_archive(const fs::path& archive, const fs::path& dir) {
  Diagnostics problems;
  const std::vector<fs::path> json = {archive / "json"}, markdown = {archive / "md"};
  const std::vector<fs::path> both = {json[0], markdown[0]}, backward = {markdown[0], json[0]};
  ImportReport report = import_paths(both, dir / "both", problems);
  CHECK(problems.errors() == 0);
  CHECK(report.conflicts == 0);

  import_paths(json, dir / "one", problems);
  import_paths(markdown, dir / "two", problems);
  check_same_papers(dir / "one", dir / "two", report.written);

  import_paths(markdown, dir / "one", problems);
  import_paths(json, dir / "two", problems);
  const std::map<std::string, std::string> tree = tree_of(dir / "both");
  CHECK(tree_of(dir / "one") == tree);
  CHECK(tree_of(dir / "two") == tree);
  CHECK(import_paths(backward, dir / "both", problems).written.empty());
  CHECK(tree_of(dir / "both") == tree);
  return report;
}

void check_library(const fs::path& content, std::size_t digests, std::size_t entries) {
  Diagnostics problems;
  const Library library = content::load_library(content, problems);
  CHECK(problems.str().empty());
  CHECK(library.digests().size() == digests);
  CHECK(library.entries() == entries);
  for (const Digest& digest : library.digests()) {
    CAPTURE(digest.date.str());
    CHECK(std::is_partitioned(digest.papers.begin(), digest.papers.end(), [](const Entry& entry) {
      return entry.spotlight.kind == SpotlightKind::None;
    }));
  }
}

}  // namespace

TEST_CASE("the saved pages of the fixtures give their papers, figures and costs") {
  const fs::path archive = test::fixtures("old-digests");
  const ImportReport report = check_pages(archive / "pages", archive / "json",
                                          {{"2025-10-07", 3, 1350, 866, 9000, 6000, 0.01, 0.06},
                                           {"2026-02-13", 2, 684, 441, 7000, 5000, 0.01, 0.05}});
  CHECK(report.files.size() == 2);
}

TEST_CASE("the archive of the fixtures gives every day and entry, in any order of import") {
  const TempDir dir;
  const ImportReport report = check_archive(test::fixtures("old-digests"), dir.path());
  CHECK(report.written.size() == 8);
  CHECK(report.entries == 14);
  CHECK(report.distinct == 12);
  CHECK(report.spotlighted == 2);
  CHECK(report.failed == std::vector<Day>{Day(2026, 5, 13)});
  CHECK(report.prompts_written == 3);
  CHECK(layouts_of(report) == std::map<std::string, int>{{"daily Markdown, layout 1", 1},
                                                         {"daily Markdown, layout 4", 1},
                                                         {"daily Markdown, layout 9", 2},
                                                         {"daily Markdown, layout 11", 1},
                                                         {"daily Markdown, layout 13", 1},
                                                         {"daily Markdown, layout 14", 2},
                                                         {"daily-papers JSON", 3},
                                                         {"hotspot-papers JSON", 3},
                                                         {"not a digest: index listing", 1},
                                                         {"output JSON", 8}});
  CHECK(read_day(dir / "both", "2026-06-03").status == DayStatus::Complete);
  CHECK(read_day(dir / "both", "2026-05-13").status == DayStatus::Failed);
  check_library(dir / "both", 8, 16);
}

TEST_CASE("the saved pages of ../shared give their papers, figures and costs", "[.shared]") {
  const ImportReport report =
      check_pages(test::shared("seeds"), test::shared("archive/json"),
                  {{"2025-10-07", 70, 1350, 866, 109658, 106795, 0.14, 1.07},
                   {"2026-02-13", 36, 684, 441, 59225, 54067, 0.07, 0.54},
                   {"2026-02-20", 25, 513, 331, 45341, 39660, 0.06, 0.4},
                   {"2026-02-27", 40, 613, 420, 60745, 51376, 0.08, 0.51}});
  CHECK(report.files.size() == 5);
  CHECK(report.entries == 239);
}

TEST_CASE("the archive of ../shared gives every day and entry, in any order of import",
          "[.shared]") {
  const TempDir dir;
  const ImportReport report = check_archive(test::shared("archive"), dir.path());
  CHECK(report.written.size() == 155);
  CHECK(report.entries == 4655);
  CHECK(report.distinct == 4395);
  CHECK(report.spotlighted == 127);
  CHECK(report.failed.size() == 26);
  CHECK(report.prompts_written == 12);
  std::map<std::string, int> layouts = layouts_of(report);
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
  check_library(dir / "both", 155, 4782);
}

TEST_CASE("the days of each month of ../shared cost what their sources state, to the cent",
          "[.shared]") {
  const TempDir dir;
  Diagnostics problems;
  const fs::path archive = test::shared("archive");
  import_paths({&archive, 1}, dir.path(), problems);
  const Library library = content::load_library(dir.path(), problems);
  std::map<std::string, double> dollars;
  for (const Digest& digest : library.digests()) {
    dollars[digest.date.month().str()] += digest.usage.total_cost().value_or(0);
  }
  std::map<std::string, long> cents;
  for (const auto& [month, sum] : dollars) cents[month] = std::lround(100 * sum);
  // Added up from the lines "Total cost" and the last column of the tables in archive/md; from
  // May 2026 on from the costs in archive/json, which have six places.
  CHECK(cents == std::map<std::string, long>{{"2025-01", 1785},
                                             {"2025-02", 2520},
                                             {"2025-03", 387},
                                             {"2025-10", 1583},
                                             {"2026-02", 1064},
                                             {"2026-03", 1038},
                                             {"2026-05", 1420},
                                             {"2026-06", 180}});
}

// The order of arguments changes nothing, nor does giving them one by one or twice.

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/files.h"
#include "import/import.h"
#include "samples.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

std::map<std::string, std::string> tree_of(const fs::path& root) {
  std::map<std::string, std::string> tree;
  for (const std::string& name : list_files(root)) tree[name] = read_file(root / name);
  return tree;
}

std::string markdown(const std::string& date, int relevance, int novelty) {
  return "# Personalized Daily ArXiv Papers " + date + "\n\n" + kOldTable + kTotals +
         contents({"2602.00001", "2602.00002"}) + markdown_paper("##", 1, "2602.00001", "", "") +
         markdown_paper("##", 2, "2602.00002", "", markdown_scores(relevance, novelty)) +
         kPromptParts;
}

/// Files that agree and files that do not: other scores, other lists, another prompt, an empty
/// list.
std::vector<fs::path> write_files(const fs::path& in) {
  const std::map<std::string, std::string> files = {
      {"a/2026-02-27-output.json",
       object({variant_am("2602.00001"), variant_b("2602.00002", 9, 8)})},
      {"b/2026-02-27-output.json",
       object({variant_b("2602.00002", 9, 7), variant_b("2602.00003", 8, 8)})},
      {"c/2026-02-27-output.md", markdown("2026-02-27", 9, 8)},
      {"d/2026-02-27-latest.md", markdown("2026-02-27", 8, 8) + "\nAnother prompt.\n"},
      {"e/2026-02-28-output.json", "{}"},
      {"f/2026-02-28.md", markdown("2026-02-28", 9, 8)},
      {"g/2026-02-27-hotspot-papers.json",
       R"({"meta": {"date": "2026-02-27"}, "papers": )" +
           object({variant_c("2602.00004", "a", 9, 9)}) +
           R"(, "sections": [{"kind": "daily_hot", "label": "Hot", "paper_ids": ["2602.00004"]}]})"},
      {"h/2026-02-27-daily-papers.json",
       R"({"meta": {"date": "2026-02-27", "usage": {"model": "gpt-y", "prompt_tokens": 7}}, "topic_order": [],)"
       R"("papers": )" +
           object({variant_c("2602.00002", "a", 9, 8)}) + "}"},
  };
  std::vector<fs::path> paths;
  for (const auto& [name, text] : files) {
    write_file_atomically(in / name, text);
    paths.push_back(in / name);
  }
  return paths;
}

}  // namespace

TEST_CASE("any order of the same files gives the same content and the same warnings") {
  const TempDir dir;
  std::vector<fs::path> paths = write_files(dir / "in");
  Diagnostics problems;
  importer::import_paths(paths, dir / "first", problems);
  const auto expected = tree_of(dir / "first");
  REQUIRE(expected.size() >= 3);
  CHECK(problems.warnings() > 3);  // there is something to disagree about

  std::mt19937 random(20260227);
  for (int round = 0; round < 40; ++round) {
    std::shuffle(paths.begin(), paths.end(), random);
    std::vector<fs::path> given = paths;
    if (round % 2 == 1) given.insert(given.end(), paths.begin(), paths.begin() + 3);  // some twice
    if (round % 4 == 3) given.push_back(dir / "in");
    Diagnostics told;
    const fs::path content = dir / ("round" + std::to_string(round));
    importer::import_paths(given, content, told);
    CAPTURE(round);
    REQUIRE(tree_of(content) == expected);
    CHECK(told.str() == problems.str());
    Diagnostics again;
    CHECK(importer::import_paths(given, content, again).written.empty());
    REQUIRE(tree_of(content) == expected);
  }
}

TEST_CASE("files that agree give the same when they come one by one, in any order") {
  const TempDir dir;
  std::vector<fs::path> paths = write_files(dir / "in");
  std::erase_if(paths, [](const fs::path& path) {
    const std::string folder = path.parent_path().filename();
    return folder == "b" || folder == "d" || folder == "h" || folder == "e";
  });
  Diagnostics problems;
  importer::import_paths(paths, dir / "first", problems);
  const auto expected = tree_of(dir / "first");
  std::sort(paths.begin(), paths.end());
  int round = 0;
  do {
    const fs::path content = dir / ("round" + std::to_string(round++));
    for (const fs::path& path : paths) {
      Diagnostics told;
      const std::vector<fs::path> one = {path};
      importer::import_paths(one, content, told);
    }
    CAPTURE(paths);
    for (const auto& [name, text] : tree_of(content)) {
      CAPTURE(name);
      REQUIRE(text == expected.at(name));
    }
  } while (std::next_permutation(paths.begin(), paths.end()));
  CHECK(round == 24);
}

TEST_CASE("a preview reports the days that would be written, and writes nothing") {
  const TempDir dir;
  const std::vector<fs::path> files = write_files(dir / "in");
  importer::ImportSettings settings;
  settings.preview = true;
  settings.undo_journal = dir / "undo";
  Diagnostics problems, again;
  const auto preview = importer::import_paths(files, dir / "content", problems, settings);
  CHECK_FALSE(fs::exists(dir / "content"));
  CHECK_FALSE(fs::exists(dir / "undo"));
  const auto report = importer::import_paths(files, dir / "content", again);
  CHECK(preview.written == report.written);
  CHECK_FALSE(report.written.empty());
  CHECK(problems.str() == again.str());
}

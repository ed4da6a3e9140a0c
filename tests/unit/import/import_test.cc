#include "import/import.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "content/digest_json.h"
#include "import/merge/prompt_text.h"
#include "import/undo.h"
#include "samples.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::test;
using importer::import_paths;
using importer::ImportReport;

namespace {

std::map<std::string, std::string> tree_of(const fs::path& root) {
  std::map<std::string, std::string> tree;
  for (const std::string& name : list_files(root)) tree[name] = read_file(root / name);
  return tree;
}

/// Two days of old files of every kind, and files that are none.
void write_old_files(const fs::path& in) {
  write_file_atomically(in / "json/2026-02-27-output.json",
                        object({variant_am("2602.00001"), variant_b("2602.00002", 9, 8)}));
  std::string markdown =
      "# Personalized Daily ArXiv Papers 2026-02-27\n\n" + kOldTable + kTotals +
      contents({"2602.00001", "2602.00002"}) + markdown_paper("##", 1, "2602.00001", "", "") +
      markdown_paper("##", 2, "2602.00002", "", markdown_scores(9, 8)) + kPromptParts;
  write_file_atomically(in / "md/2026-02-27-output.md", markdown);
  write_file_atomically(in / "md/index.md",
                        "# 2026-02\n\n[2026-02-27-output.md](2026-02-27-output.md)\n");
  write_file_atomically(in / "json/2026-05-13-output.json", "{}");
  write_file_atomically(
      in / "json/2026-05-13-hotspot-papers.json",
      R"({"meta": {"date": "2026-05-13"}, "papers": )" +
          object({variant_c("2605.00001", "a", 9, 9)}) +
          R"(, "sections": [{"kind": "daily_hot", "label": "Hot", "paper_ids": ["2605.00001"]}]})");
  write_file_atomically(in / "notes.txt", "Nothing of interest.\n");
  write_file_atomically(in / "other.json", "{\"a\": [1, 2]}");
  write_file_atomically(in / "picture.png", "\x89PNG\r\n");
}

std::string what(const ImportReport& report, const std::string& end) {
  for (const importer::ImportedFile& file : report.files) {
    if (file.path.ends_with(end)) return file.what;
  }
  return "not listed";
}

}  // namespace

TEST_CASE("an import reports what each file is and writes its days") {
  const TempDir dir;
  write_old_files(dir / "in");
  Diagnostics problems;
  std::vector<std::string> steps;
  std::size_t last_total = 0;
  const std::vector<fs::path> inputs = {dir / "in"};
  const ImportReport report =
      import_paths(inputs, dir / "content", problems,
                   {.progress = [&](std::size_t done, std::size_t total, std::string_view step) {
                     CHECK(done < total);
                     last_total = total;
                     steps.emplace_back(step);
                   }});
  CHECK(problems.str().empty());
  CHECK(what(report, "02-27-output.json") == "output JSON");
  CHECK(what(report, "02-27-output.md") == "daily Markdown, layout 9");
  CHECK(what(report, "index.md") == "not a digest: index listing");
  CHECK(what(report, "hotspot-papers.json") == "hotspot-papers JSON");
  CHECK(what(report, "notes.txt") == "ignored: text without papers");
  CHECK(what(report, "other.json") == "ignored: JSON without papers");
  CHECK(what(report, "picture.png") == "ignored: of another type, by its name");
  CHECK(report.written == std::vector<Day>{Day(2026, 2, 27), Day(2026, 5, 13)});
  CHECK(report.unchanged.empty());
  CHECK(report.entries == 2);
  CHECK(report.distinct == 2);
  CHECK(report.spotlighted == 1);
  CHECK(report.prompts_written == 1);
  CHECK(steps.size() == last_total);

  const std::string prompt =
      "# System Prompt\n\nBe helpful.\nBe brief.\n\n# User Prompt\n\n## Topics\n\n1. Gates\n\n> A "
      "note.\n";
  const std::string name = importer::prompt_name(prompt);
  CHECK(read_file(dir / "content" / "prompts" / (name + ".md")) == prompt);
  const auto digest = content::parse_digest(
      read_file(dir / "content" / "2026-02" / "2026-02-27.json"), "d", problems);
  REQUIRE(digest);
  CHECK(digest->prompt == name);
  CHECK(digest->model == "gpt-x");
  CHECK(digest->papers[0].score == 20);
}

TEST_CASE("importing twice changes nothing; the order of arguments neither") {
  const TempDir dir;
  write_old_files(dir / "in");
  Diagnostics problems;
  const std::vector<fs::path> forward = {dir / "in" / "json", dir / "in" / "md",
                                         dir / "in" / "json"};
  const std::vector<fs::path> backward = {dir / "in" / "md" / "2026-02-27-output.md",
                                          dir / "in" / "json"};
  import_paths(forward, dir / "a", problems);
  import_paths(backward, dir / "b", problems);
  CHECK(tree_of(dir / "a") == tree_of(dir / "b"));
  const auto before = tree_of(dir / "a");
  const ImportReport again = import_paths(forward, dir / "a", problems);
  CHECK(again.written.empty());
  CHECK(again.unchanged.size() == 2);
  CHECK(again.prompts_written == 0);
  CHECK(tree_of(dir / "a") == before);

  // One after the other, in either order, is the same as both at once.
  const std::vector<fs::path> json = {dir / "in" / "json"};
  const std::vector<fs::path> markdown = {dir / "in" / "md"};
  import_paths(markdown, dir / "c", problems);
  import_paths(json, dir / "c", problems);
  CHECK(tree_of(dir / "c") == before);
  import_paths(json, dir / "d", problems);
  import_paths(markdown, dir / "d", problems);
  CHECK(tree_of(dir / "d") == before);
  CHECK(problems.str().empty());
}

TEST_CASE("a bad file does not affect the others") {
  const TempDir dir;
  write_old_files(dir / "in");
  write_file_atomically(dir / "in/json/2026-02-26-output.json", "{\"2602.00001\": {");
  write_file_atomically(dir / "in/json/2026-02-25-output.json", std::string(100'000, '['));
  write_file_atomically(dir / "in/x.md", "\xFF\xFE\xFD");
  write_file_atomically(dir / "in/y.md", std::string("\0\0", 2));
  write_file_atomically(dir / "in/z.json", "");
  write_file_atomically(dir / "in/2026-02-24-daily-papers.json",
                        R"({"meta": {}, "papers": [], "topic_sections": []})");
  Diagnostics problems;
  const std::vector<fs::path> inputs = {dir / "in", dir / "nowhere", "/dev/zero"};
  const ImportReport report = import_paths(inputs, dir / "content", problems);
  CHECK(report.written.size() == 2);
  CHECK(problems.errors() == 5);
  CHECK(problems.str().find("there is no such file or folder") != std::string::npos);
  CHECK(problems.str().find("/dev/zero: error: this is neither a file") != std::string::npos);
  CHECK(what(report, "02-26-output.json") == "unreadable: not JSON");
  CHECK(what(report, "y.md") == "ignored: not text");
  CHECK(what(report, "z.json") == "ignored: empty");
}

TEST_CASE("bytes that are not UTF-8 are replaced in old files, with a warning") {
  const TempDir dir;
  std::string json = object({variant_b("2602.00002", 9, 8)});
  json.replace(json.find("Ada"), 3,
               "\xC5"
               "da");
  write_file_atomically(dir / "2026-02-27-output.json", json);
  Diagnostics problems;
  const std::vector<fs::path> inputs = {dir.path()};
  import_paths(inputs, dir / "content", problems);
  CHECK(problems.errors() == 0);
  CHECK(problems.warnings() == 1);
  CHECK(read_file(dir / "content/2026-02/2026-02-27.json")
            .find("\xEF\xBF\xBD"
                  "da Lovelace") != std::string::npos);
}

TEST_CASE("a stored day that cannot be read is left as it is") {
  const TempDir dir;
  write_old_files(dir / "in");
  write_file_atomically(dir / "content/2026-02/2026-02-27.json", "{ broken");
  Diagnostics problems;
  const std::vector<fs::path> inputs = {dir / "in"};
  const ImportReport report = import_paths(inputs, dir / "content", problems);
  CHECK(problems.errors() == 1);
  CHECK(report.written == std::vector<Day>{Day(2026, 5, 13)});
  CHECK(read_file(dir / "content/2026-02/2026-02-27.json") == "{ broken");
}

TEST_CASE("our own digests are copied byte for byte, with their prompts") {
  const fs::path sample = fs::path(BROADSHEET_SOURCE_DIR) / "content";
  const TempDir dir;
  Diagnostics problems;
  const std::vector<fs::path> inputs = {sample};
  const ImportReport report = import_paths(inputs, dir / "content", problems);
  INFO(problems.str());
  CHECK(problems.errors() == 0);
  CHECK(report.written.size() >= 8);
  CHECK(report.prompts_written >= 1);
  for (const Day& day : report.written) {
    const std::string name = day.month().str() + "/" + day.str() + ".json";
    const auto digest = content::parse_digest(read_file(sample / name), name, problems);
    CHECK(read_file(dir / "content" / name) == content::to_json(*digest));
  }
}

TEST_CASE("a digest of ours without its prompt is refused") {
  const TempDir dir;
  write_file_atomically(dir / "in/2026-02/2026-02-27.json",
                        R"({"format":1,"date":"2026-02-27","prompt":"lost","papers":[]})");
  Diagnostics problems;
  const std::vector<fs::path> inputs = {dir / "in"};
  const ImportReport report = import_paths(inputs, dir / "content", problems);
  CHECK(problems.errors() == 1);
  CHECK(report.written.empty());
  CHECK(list_files(dir / "content").empty());
}

TEST_CASE("texts over our limits are cut at import, with a warning, and once") {
  const TempDir dir;
  const std::string name(450, 'a');
  const std::string text(100'010, 'b');
  write_file_atomically(
      dir / "in/2026-02-27-output.json",
      object({old_paper("2602.00001", R"("title": ")" + std::string(1999, 't') + R"( tt", )" +
                                          R"("authors": [")" + name + R"("], "abstract": ")" +
                                          text + R"(", "COMMENT": "c")")}));
  const std::vector<fs::path> inputs = {dir / "in"};
  Diagnostics problems;
  import_paths(inputs, dir / "content", problems);
  const std::string file = display_path(dir / "in/2026-02-27-output.json");
  CHECK(problems.str() ==
        file + ":2: warning: the title of 2602.00001 has 2002 bytes; it is cut to 2000\n" + file +
            ":2: warning: an author of 2602.00001 has 450 bytes; it is cut to 400\n" + file +
            ":2: warning: the abstract of 2602.00001 has 100010 bytes; it is cut to 100000\n");
  const auto first = tree_of(dir / "content");

  Diagnostics again, reading;
  CHECK(import_paths(inputs, dir / "content", again).written.empty());
  CHECK(tree_of(dir / "content") == first);
  const auto digest =
      content::parse_digest(first.at("2026-02/2026-02-27.json"), "day.json", reading);
  REQUIRE(digest);
  CHECK(reading.problems().empty());
  CHECK(digest->papers[0].title == std::string(1999, 't'));
  CHECK(digest->papers[0].authors[0].size() == 400);
}

TEST_CASE("a day that would not be readable is an error and is not written") {
  const TempDir dir;
  std::string deep = "1";
  for (int level = 0; level < 61; ++level) deep = "[" + deep + "]";
  write_file_atomically(dir / "in/2026-02-27-daily-papers.json",
                        R"({"meta": {"date": "2026-02-27", "deep": )" + deep +
                            R"(}, "topic_order": [], "papers": )" +
                            object({variant_b("2602.00001", 9, 8)}) + "}");
  const std::vector<fs::path> inputs = {dir / "in"};
  Diagnostics problems;
  CHECK(import_paths(inputs, dir / "content", problems).written.empty());
  CHECK(problems.str().find("the day is not written, as it would not be readable: ") !=
        std::string::npos);
  CHECK(tree_of(dir / "content").empty());
}

TEST_CASE("a day that a page links to but that is not imported is reported") {
  const TempDir dir;
  const auto page = [](const std::string& day, const std::string& before,
                       const std::string& after) {
    return "Previous Day " + before + "\nMonthly Overview 2026-02\nNext Day " + after +
           "\n\nPersonalized Daily ArXiv Papers " + day + "\n\n1. T\nArXiv ID: 2602.00001\n";
  };
  write_file_atomically(dir / "in/a.txt", page("2026-02-13", "2026-02-12", "2026-02-16"));
  write_file_atomically(dir / "in/b.txt", page("2026-02-16", "2026-02-13", "2026-02-17"));
  const std::vector<fs::path> inputs = {dir / "in"};
  Diagnostics problems;
  const ImportReport report = import_paths(inputs, dir / "content", problems);
  CHECK(report.not_imported == std::vector<Day>{Day(2026, 2, 12), Day(2026, 2, 17)});
  CHECK(problems.str() ==
        display_path(dir / "in/a.txt") +
            ":5: warning: there is an issue of 2026-02-12, which is not imported\n" +
            display_path(dir / "in/b.txt") +
            ":5: warning: there is an issue of 2026-02-17, which is not imported\n");
  CHECK(read_file(dir / "content/2026-02/2026-02-13.json").find("\"neighbours\"") !=
        std::string::npos);
}

TEST_CASE("TeX that lost its backslashes in JSON is restored and counted") {
  const TempDir dir;
  write_file_atomically(
      dir / "in/2026-02-27-output.json",
      R"([{"arxiv_id": "2602.00001", "title": "On $\tau$ and $\frac{1}{2}$", "authors": ["Bj\"orn Ek"],)"
      R"( "abstract": "We use $\beta$.", "RELEVANCE": 9, "NOVELTY": 8},)"
      R"({"arxiv_id": "2602.00002", "title": "Plain", "authors": ["Mary O'Hara"], "abstract": "No TeX."}])");
  const std::vector<fs::path> inputs = {dir / "in"};
  Diagnostics problems;
  const ImportReport report = import_paths(inputs, dir / "content", problems);
  CHECK(report.restored_tex == 1);
  CHECK(problems.str().empty());
  const auto digest =
      content::parse_digest(read_file(dir / "content/2026-02/2026-02-27.json"), "d", problems);
  REQUIRE(digest);
  REQUIRE(digest->papers.size() == 2);
  CHECK(digest->papers[0].title == R"(On $\tau$ and $\frac{1}{2}$)");
  CHECK(digest->papers[0].abstract == R"(We use $\beta$.)");
  CHECK(digest->papers[0].authors == std::vector<std::string>{"Björn Ek"});
  CHECK(digest->papers[1].authors == std::vector<std::string>{"Mary O'Hara"});
}

TEST_CASE("a prompt that an earlier version named by all its bytes keeps its name") {
  const TempDir dir;
  write_old_files(dir / "in");
  const std::vector<fs::path> inputs = {dir / "in"};
  Diagnostics problems;
  import_paths(inputs, dir / "a", problems);
  const std::vector<std::string> prompts = list_files(dir / "a/prompts");
  REQUIRE(prompts.size() == 1);
  write_file_atomically(dir / "b/prompts/0123456789abcdef.md",
                        read_file(dir / "a/prompts" / prompts.front()));
  const ImportReport report = import_paths(inputs, dir / "b", problems);
  CHECK(report.prompts_written == 0);
  CHECK(list_files(dir / "b/prompts") == std::vector<std::string>{"0123456789abcdef.md"});
  CHECK(read_file(dir / "b/2026-02/2026-02-27.json").find("0123456789abcdef") != std::string::npos);
}

TEST_CASE("days that Markdown or an index listing names are issues that are not imported") {
  const TempDir dir;
  const std::string digest = "# Personalized Daily Arxiv Papers 02/13/2026\n\n";
  const std::string paper =
      "## 1. [T](https://arxiv.org/abs/2602.00001)\n\n**ArXiv ID:** 2602.00001\n";
  const auto not_imported = [&](const std::string& name, const std::string& text,
                                const std::string& navigation = "") {
    fs::remove_all(dir / "in");
    fs::remove_all(dir / "content");
    write_file_atomically(dir / "in/2026-02-13-output.md", navigation + digest + paper);
    if (!name.empty()) write_file_atomically(dir / "in" / name, text);
    Diagnostics problems;
    const std::vector<fs::path> inputs = {dir / "in"};
    const ImportReport report = import_paths(inputs, dir / "content", problems);
    CAPTURE(problems.str());
    CHECK(report.written == std::vector<Day>{Day(2026, 2, 13)});
    CHECK(problems.problems().size() == report.not_imported.size());
    const std::string written = read_file(dir / "content/2026-02/2026-02-13.json");
    for (const Day& day : report.not_imported) CHECK(written.find(day.str()) != std::string::npos);
    return report.not_imported;
  };
  const std::vector<Day> twelfth = {Day(2026, 2, 12)};
  CHECK(not_imported("", "").empty());
  CHECK(not_imported("", "", "[Previous Day](2026-02-12-output.md)\n\n") == twelfth);
  CHECK(not_imported("", "", "[« Previous](../2026-02/2026_02_12.html) | [Home](index.md)\n\n") ==
        twelfth);
  CHECK(not_imported("index.md",
                     "# 2026-02\n\n[12](2026-02-12-output.md)\n\n"
                     "[13](2026-02-13-output.md)\n") == twelfth);
  CHECK(not_imported("days.json", R"(["2026-02-12", "2026-02-13"])") == twelfth);
  CHECK(not_imported("days.json", R"({"days": [{"date": "2026-02-12", "count": 3}]})") == twelfth);
  CHECK(not_imported("days.json", R"({"days": ["2026-02-12", "soon"]})").empty());
  CHECK(not_imported("days.json", R"({"a": ["2026-02-12"], "b": ["2026-02-11"]})").empty());
}

TEST_CASE("an import decides topics by the rule, where a comment names one") {
  const TempDir dir;
  write_file_atomically(dir / "in/2026-02-27-output.json",
                        object({variant_b("2602.00001", 9, 8), variant_am("2602.00002")}));
  importer::ImportSettings settings;
  settings.topics = {
      {.id = "gates", .label = "Gates", .aliases = {"Model Architecture"}, .keywords = {"title"}}};
  const std::vector<fs::path> inputs = {dir / "in"};
  Diagnostics problems;
  import_paths(inputs, dir / "content", problems, settings);
  const auto digest = content::parse_digest(read_file(dir / "content/2026-02/2026-02-27.json"),
                                            "day.json", problems);
  REQUIRE(digest);
  CHECK(digest->papers[0].topics == std::vector<std::string>{"gates"});
  CHECK(digest->papers[1].topics.empty());
}

TEST_CASE("an import is taken back, without what was changed since") {
  const TempDir dir;
  write_old_files(dir / "in");
  const fs::path content = dir / "content";
  const fs::path journal = dir / "import.undo";
  const auto import = [&] {
    Diagnostics problems;
    const std::vector<fs::path> inputs = {dir / "in"};
    return import_paths(inputs, content, problems, {.undo_journal = journal});
  };
  Diagnostics problems;
  CHECK_FALSE(importer::undo_import(journal, content, problems));

  import();
  const std::map<std::string, std::string> first = tree_of(content);
  write_file_atomically(dir / "in/json/2026-02-27-output.json",
                        object({variant_b("2602.00002", 9, 8), variant_b("2602.00003", 9, 8)}));
  write_file_atomically(dir / "in/json/2026-02-28-output.json",
                        object({variant_b("2602.00004", 9, 8)}));
  CHECK(import().written.size() == 2);
  CHECK(import().written.empty());  // an import without a change keeps the journal
  const auto undone = importer::undo_import(journal, content, problems);
  REQUIRE(undone);
  CHECK(undone->restored == 1);
  CHECK(undone->removed == 1);
  CHECK(tree_of(content) == first);
  CHECK_FALSE(importer::undo_import(journal, content, problems));

  import();
  write_file_atomically(content / "2026-02/2026-02-28.json", "{}");
  const auto again = importer::undo_import(journal, content, problems);
  REQUIRE(again);
  CHECK(again->kept == 1);
  CHECK(read_file(content / "2026-02/2026-02-28.json") == "{}");
  CHECK(problems.str().find("was changed after the import") != std::string::npos);
}

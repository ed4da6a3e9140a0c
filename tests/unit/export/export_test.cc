// What `broadsheet export` writes, and that import reads it back.

#include <string>
#include <vector>

#include "base/files.h"
#include "content/digest_json.h"
#include "content/load_library.h"
#include "export/csl_json.h"
#include "export/csv.h"
#include "export/library_lines.h"
#include "import/import.h"
#include "json/document.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using test::TempDir;

namespace {

const std::string kDay = R"({
  "format": 1,
  "date": "2026-03-02",
  "status": "partial",
  "status_reason": "1 paper without a verdict",
  "model": "example",
  "usage": {
    "prompt_tokens": 10,
    "completion_tokens": null,
    "prompt_cost_usd": 0.1,
    "completion_cost_usd": null
  },
  "counts": {
    "announced": 3,
    "scanned": 2,
    "selected": 1
  },
  "prompt": "mine",
  "unanswered": [
    "1412.6980"
  ],
  "papers": [
    {
      "id": "1706.03762",
      "version": 7,
      "title": "=Attention, \"all\" you $n^2$ need",
      "authors": [
        "Ashish Vaswani",
        "Frank E. Harrell Jr.",
        "ATLAS Collaboration"
      ],
      "others": true,
      "abstract": "No recurrence;\nline two.",
      "comment": "",
      "relevance": 9.5,
      "novelty": null,
      "score": 9.5,
      "parts": [
        {
          "label": "method",
          "text": "注意力"
        }
      ],
      "chosen_by": "model",
      "topics": [
        "a",
        "b"
      ],
      "extra": {
        "stars": 3
      }
    }
  ],
  "verdicts": [
    [
      "1706.03762",
      9.5,
      1,
      "a",
      ""
    ]
  ],
  "extra": {
    "note": "kept"
  }
}
)";

/// Content of two days (one failed, without papers), a prompt and a page in a subfolder.
void write_content(const fs::path& dir) {
  Diagnostics problems;
  const Digest day = content::parse_digest(kDay, "2026-03-02.json", problems).value();
  write_file_atomically(dir / "2026-03/2026-03-02.json", content::to_json(day));
  Digest failed{.date = Day(2026, 3, 3)};
  failed.status = DayStatus::Failed;
  failed.status_reason = "no answer";
  write_file_atomically(dir / "2026-03/2026-03-03.json", content::to_json(failed));
  write_file_atomically(dir / "prompts/mine.md", "Choose.\n\n- $x$ \"quoted\"\n");
  write_file_atomically(dir / "pages/deep/about.md", "# About\n");
}

std::vector<const Digest*> all(const Library& library) {
  std::vector<const Digest*> digests;
  for (const Digest& digest : library.digests()) digests.push_back(&digest);
  return digests;
}

std::string lines_of(const fs::path& content) {
  Diagnostics problems;
  const Library library = content::load_library(content, problems);
  CHECK(problems.str().empty());
  std::vector<exporting::TextFile> files;
  for (const std::string& path : list_files(content)) {
    if (!day_of_digest_file(path)) files.push_back({path, read_file(content / path)});
  }
  return exporting::library_lines(all(library), files);
}

std::string import_text(const std::string& text, const fs::path& folder) {
  const fs::path file = folder / "library.jsonl";
  write_file_atomically(file, text);
  Diagnostics problems;
  importer::import_paths({&file, 1}, folder / "content", problems);
  return problems.str();
}

}  // namespace

TEST_CASE("exported lines imported into an empty project give the same content to the byte") {
  const TempDir from, to;
  write_content(from.path());
  CHECK(import_text(lines_of(from.path()), to.path()).empty());
  const std::vector<std::string> files = list_files(from.path());
  CHECK(files.size() == 4);
  CHECK(list_files(to / "content") == files);
  for (const std::string& file : files) {
    CAPTURE(file);
    CHECK(read_file(to / ("content/" + file)) == read_file(from.path() / file));
  }
}

TEST_CASE("an export that was cut is reported, with what is missing") {
  const TempDir from, to;
  write_content(from.path());
  std::string lines = lines_of(from.path());
  lines.resize(lines.find("{\"broadsheet\":\"paper\""));
  const std::string problems = import_text(lines, to.path());
  CHECK(problems.find("the first line states 1 papers, there are 0; the file is not complete") !=
        std::string::npos);
  CHECK(problems.find("the first line states 2 digests, there are 1") != std::string::npos);
}

TEST_CASE(
    "an export cannot write outside of content/, over a digest, or over a text that is here") {
  const TempDir to;
  write_file_atomically(to / "content/pages/about.md", "mine\n");
  const auto file = [](const std::string& path) {
    return "{\"broadsheet\":\"file\",\"path\":\"" + path + "\",\"text\":\"theirs\"}\n";
  };
  const std::string problems = import_text(
      "{\"broadsheet\":\"library\",\"lines_format\":1}\n" + file("../config.yaml") +
          file("/etc/motd") + file("pages/.htaccess") + file("pages//a.md") +
          file("2026-03/2026-03-02.json") + file("pages\\\\a.md") + file("pages/about.md"),
      to.path());
  CHECK(list_files(to.path()) ==
        std::vector<std::string>{"content/pages/about.md", "library.jsonl"});
  CHECK(read_file(to / "content/pages/about.md") == "mine\n");
  CHECK(problems.find("'../config.yaml' is no path of a text in content/") != std::string::npos);
  CHECK(problems.find("content/pages/about.md is here with another text") != std::string::npos);
}

TEST_CASE("the table quotes cells, and no cell is a formula") {
  const TempDir from;
  write_content(from.path());
  Diagnostics problems;
  const Library library = content::load_library(from.path(), problems);
  const std::string table = exporting::csv(all(library));
  CHECK(
      table.starts_with("\xEF\xBB\xBF"
                        "date,number,id,version,title,authors,abstract,"));
  CHECK(table.find("\r\n2026-03-02,1,1706.03762,7,\"'=Attention, \"\"all\"\" you $n^2$ need\","
                   "\"Ashish Vaswani; Frank E. Harrell Jr.; ATLAS Collaboration\","
                   "\"No recurrence;\nline two.\",,,9.5,,9.5,model,,\"a; b\",,,"
                   "https://arxiv.org/abs/1706.03762\r\n") != std::string::npos);
}

TEST_CASE("CSL-JSON has names in parts and the month of the id") {
  const TempDir from;
  write_content(from.path());
  Diagnostics problems;
  const Library library = content::load_library(from.path(), problems);
  const std::vector<const Entry*> papers = {&library.digests().front().papers.front()};
  const auto tree = json::Document::parse(exporting::csl_json(papers), "csl.json", problems);
  REQUIRE(tree);
  const json::Node item = *tree->root().begin();
  CHECK(item.text_of("type") == "article");
  CHECK(item.text_of("title") == "=Attention, \"all\" you n² need");
  const json::Node authors = *item.find("author");
  auto name = authors.begin();
  CHECK((*name).text_of("family") == "Vaswani");
  CHECK((*++name).text_of("suffix") == "Jr.");
  CHECK((*++name).text_of("literal") == "ATLAS Collaboration");
  const json::Node parts = *(*item.find("issued")).find("date-parts");
  CHECK((*(*parts.begin()).begin()).integer() == 2017);
  CHECK(item.text_of("DOI") == "10.48550/arXiv.1706.03762");
}

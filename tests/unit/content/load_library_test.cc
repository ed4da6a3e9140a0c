#include "content/load_library.h"

#include <string>

#include "base/files.h"
#include "model/period_file.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using content::load_library;
using test::TempDir;

namespace {

std::string digest(const std::string& day, const std::string& more = "") {
  return R"({"format":1,"date":")" + day + "\"," + more +
         R"("papers":[{"id":"2602.00001","title":"T","authors":[]}]})";
}

}  // namespace

TEST_CASE("a content folder becomes a library, oldest day first") {
  const TempDir dir;
  for (int day = 28; day >= 10; --day) {
    const std::string name = "2026-02-" + std::to_string(day);
    write_file_atomically(dir / ("2026-02/" + name + ".json"), digest(name));
  }
  write_file_atomically(dir / "pages/about.md", "# About\n");
  write_file_atomically(dir / "2026-01/2026-01-30.json", digest("2026-01-30", R"("prompt":"p",)"));
  write_file_atomically(dir / "prompts/p.md", "Be brief.\n");
  Diagnostics problems;
  const Library library = load_library(dir.path(), problems);
  CHECK(problems.str().empty());
  REQUIRE(library.digests().size() == 20);
  CHECK(library.digests().front().date == Day(2026, 1, 30));
  CHECK(library.papers().size() == 1);
  CHECK(library.papers()[0].appearances.size() == 20);
}

TEST_CASE("what does not fit is reported and left out") {
  const TempDir dir;
  write_file_atomically(dir / "2026-02/2026-02-10.json", digest("2026-02-11"));
  write_file_atomically(dir / "2026-02/2026-02-12.json",
                        digest("2026-02-12", R"("prompt":"lost",)"));
  write_file_atomically(dir / "2026-02/2026-02-13.json", "{");
  write_file_atomically(dir / "2026-02/2026-03-14.json", digest("2026-03-14"));
  write_file_atomically(dir / "2026-02/notes.json", "{}");
  write_file_atomically(dir / "2026-02/2026-02-15.json", digest("2026-02-15"));
  Diagnostics problems;
  const Library library = load_library(dir.path(), problems);
  CHECK(library.digests().size() == 1);
  CHECK(problems.errors() == 3);
  CHECK(problems.warnings() == 2);
  CHECK(problems.str().find("2026-02-10.json: error: the file is named for 2026-02-10 but has "
                            "\"date\": \"2026-02-11\"") != std::string::npos);
  CHECK(
      problems.str().find("2026-02-12.json: error: the prompt 'lost' does not exist; it should be "
                          "prompts/lost.md in the content folder") != std::string::npos);
}

TEST_CASE("a file that looks like a digest and is not read is named") {
  const std::string name =
      GENERATE(as<std::string>{}, "2026-02/2026-02-27.JSON", "2026-02/2026-02-27.Json",
               "2026-02-27.json", "2026-2/2026-02-27.json", "2026-02/2026-02-27 (1).json",
               "2026-02/2026-02-27-output.md", "2026-03/2026-02-27.md", "2026-02/2026-02-27.TXT");
  CAPTURE(name);
  const TempDir dir;
  write_file_atomically(dir / name, digest("2026-02-27"));
  Diagnostics problems;
  CHECK(load_library(dir.path(), problems).months().empty());
  CHECK(problems.warnings() == 1);
  CHECK(problems.str().find(name + ": warning: not read: ") != std::string::npos);
}

TEST_CASE("other files in the content folder are passed over without a word") {
  const TempDir dir;
  for (const char* name :
       {"README.md", "marks.json", "pages/2026-02-27.md", "prompts/x.JSON", "2026-02/notes.md",
        "2026-02/2026-02-27.json.part-12", "2026-02/.2026-02-27.json"}) {
    write_file_atomically(dir / name, "x");
  }
  Diagnostics problems;
  CHECK(load_library(dir.path(), problems).months().empty());
  CHECK(problems.str().empty());
}

TEST_CASE("no content folder is an empty library") {
  const TempDir dir;
  Diagnostics problems;
  CHECK(load_library(dir / "content", problems).months().empty());
  CHECK(problems.str().empty());
}

TEST_CASE("a paper without a score gets that of the formula, others keep theirs") {
  const TempDir dir;
  write_file_atomically(dir / "2026-02/2026-02-10.json",
                        R"({"format":1,"date":"2026-02-10","papers":[
      {"id":"2602.00001","title":"T","authors":[],"relevance":8,"novelty":7},
      {"id":"2602.00002","title":"T","authors":[],"relevance":8,"novelty":7,"score":3},
      {"id":"2602.00003","title":"T","authors":[],"relevance":8}]})");
  Diagnostics problems;
  const Library library = load_library(dir.path(), problems, [](double relevance, double novelty) {
    return 2 * relevance + novelty;
  });
  const std::vector<Entry>& papers = library.digests().front().papers;
  CHECK(papers.at(0).score == 23);
  CHECK(papers.at(1).score == 3);
  CHECK_FALSE(papers.at(2).score);
}

TEST_CASE("texts of a day and a month are no stray digests") {
  CHECK(period_of_text_file("2026-02/2026-02-27.md") == "2026-02-27");
  CHECK(period_of_text_file("2026-02/2026-02.md") == "2026-02");
  for (const char* other : {"2026-03/2026-02-27.md", "2026-02-27.md", "2026-02/2026-02-30.md",
                            "2026-02/2026-02-27.txt", "2026-02/2026-02-27.md.md", "a/2026-02.md"}) {
    CAPTURE(other);
    CHECK(period_of_text_file(other).empty());
  }
}

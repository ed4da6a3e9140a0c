// Reports of a day and summaries of a month become texts of content/.
#include <string>
#include <vector>

#include "base/files.h"
#include "import/import.h"
#include "import/read_source.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using test::TempDir;

namespace {

constexpr const char* kReport =
    "# Daily AI Hotspots 2026-03-12\n\nOne release was talked about.\n\n## Featured Topics\n\n"
    "### 1. A topic\n\n- [One paper](https://huggingface.co/papers/2603.00001) (a source)\n";

std::string summary(const std::string& papers) {
  return R"({"month": "2026-03", "generated_at": "2026-04-01T00:00:00", "source_hash": "ab",
             "papers": [)" +
         papers + "]}";
}

importer::ParseResult read(const std::string& bytes, const std::string& path) {
  Diagnostics problems;
  return importer::read_source(bytes, path, problems);
}

}  // namespace

TEST_CASE("a report of hotspots is the text of its day, unchanged") {
  const importer::ParseResult result = read(kReport, "hot/2026-03/2026-03-12-hotspots.md");
  CHECK(result.what == "report of a day");
  CHECK(result.sources.empty());
  REQUIRE(result.files.size() == 1);
  CHECK(result.files[0].path == "2026-03/2026-03-12.md");
  CHECK(result.files[0].text == kReport);
  // A list of papers with another heading is one.
  CHECK(read("# Papers of 2026-03-12\n\n- [One paper](https://arxiv.org/abs/2603.00001)\n",
             "2026-03-12.md")
            .files.empty());
  CHECK(read("# Hotspots\n\n- [One paper](https://arxiv.org/abs/2603.00001)\n", "a.md")
            .files.empty());
}

TEST_CASE("a summary of a month is its papers by topic, each with a link, its day and comment") {
  const importer::ParseResult result = read(
      summary(
          R"({"ARXIVID": "2603.00001", "title": "A_b [c] of $x_1$", "MONTHLY_COMMENT": "Why *so*.",
                  "COMMENT": "other", "PRIMARY_TOPIC_LABEL": "Memory", "SOURCE_DATE": [2026, 3, 2]},
                 {"arxiv_id": "2603.00002", "title": "Second", "PRIMARY_TOPIC_LABEL": "Scaling"},
                 {"arxiv_id": "2603.00003", "title": "Third", "COMMENT": "c",
                  "PRIMARY_TOPIC_LABEL": "Memory", "SOURCE_DATE": [2026, 13, 2]},
                 {"title": "Without an id"}, 7)"),
      "monthly/2026-03-summary.json");
  CHECK(result.what == "summary of a month");
  REQUIRE(result.files.size() == 1);
  CHECK(result.files[0].path == "2026-03/2026-03.md");
  CHECK(result.files[0].text ==
        "## Memory\n\n"
        "- [A\\_b \\[c\\] of $x_1$](https://arxiv.org/abs/2603.00001) (2026-03-02): Why "
        "\\*so\\*.\n"
        "- [Third](https://arxiv.org/abs/2603.00003): c\n"
        "\n## Scaling\n\n- [Second](https://arxiv.org/abs/2603.00002)\n");
  CHECK(result.left_out.size() == 2);
  CHECK(result.dropped.count("source_hash") == 1);
  CHECK(read(summary(""), "a.json").what == "ignored: summary of a month without papers");
  CHECK(read(R"({"month": "2026-13", "papers": [], "source_hash": ""})", "a.json").files.empty());
}

TEST_CASE("texts are written once, kept if they were changed, and taken back") {
  const TempDir dir;
  write_file_atomically(dir / "in/a.md", kReport);
  write_file_atomically(dir / "in/b.json",
                        summary(R"({"arxiv_id": "2603.00002", "title": "Second"})"));
  const std::vector<fs::path> inputs = {dir / "in"};
  const auto run = [&](Diagnostics& problems) {
    return importer::import_paths(inputs, dir / "content", problems);
  };
  Diagnostics problems;
  const importer::ImportReport first = run(problems);
  CHECK(first.files_written == 2);
  CHECK(first.files[0].used);
  CHECK(problems.str().empty());
  CHECK(read_file(dir / "content/2026-03/2026-03-12.md") == kReport);
  CHECK(path_exists(dir / "content/2026-03/2026-03.md"));
  CHECK(run(problems).files_written == 0);
  CHECK(problems.str().empty());

  write_file_atomically(dir / "content/2026-03/2026-03-12.md", "Mine.\n");
  CHECK(run(problems).files_written == 0);
  CHECK(problems.str().find("content/2026-03/2026-03-12.md is here with another text") !=
        std::string::npos);
  CHECK(read_file(dir / "content/2026-03/2026-03-12.md") == "Mine.\n");
}

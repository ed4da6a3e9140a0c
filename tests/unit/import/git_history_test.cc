// import --git: all versions of a file that is overwritten every day.

#include <map>
#include <string>

#include "base/files.h"
#include "content/load_library.h"
#include "import/import.h"
#include "publish/process.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using test::TempDir;

namespace {

class Repository {
 public:
  Repository() { git({"init", "-q"}); }

  void commit(const std::string& file, const std::string& text, const std::string& time) {
    write_file_atomically(dir_ / file, text);
    record(time);
  }
  void git(std::vector<std::string> words) {
    words.insert(words.begin(), "git");
    const publish::ProcessResult result =
        publish::run({.words = words, .folder = dir_.path(), .variables = variables_, .input = {}});
    INFO(result.err);
    REQUIRE(result.status == 0);
  }
  void record(const std::string& time) {
    variables_ = {{"GIT_AUTHOR_DATE", time},   {"GIT_COMMITTER_DATE", time},
                  {"GIT_AUTHOR_NAME", "a"},    {"GIT_AUTHOR_EMAIL", "a@example.org"},
                  {"GIT_COMMITTER_NAME", "a"}, {"GIT_COMMITTER_EMAIL", "a@example.org"}};
    git({"add", "-A"});
    git({"commit", "-q", "-m", "x"});
  }
  fs::path path(const std::string& file) const { return dir_ / file; }

  /// "2026-03-02: 1706.03762 1412.6980" for each day.
  std::string imported(const std::string& file) const {
    const TempDir content;
    Diagnostics problems;
    importer::ImportSettings settings;
    settings.git = true;
    const fs::path input = path(file);
    importer::import_paths({&input, 1}, content.path(), problems, settings);
    std::string days;
    const Library library = content::load_library(content.path(), problems);
    for (const Digest& digest : library.digests()) {
      days += digest.date.str() + ":";
      for (const Entry& entry : digest.papers) days += " " + entry.id.str();
      days += "\n";
    }
    CHECK(problems.str() == "");
    return days;
  }

 private:
  TempDir dir_;
  std::map<std::string, std::string> variables_;
};

std::string list(std::initializer_list<std::string> ids) {
  std::string text = "# Papers\n\n";
  for (const std::string& id : ids)
    text += "- [Title of " + id + "](https://arxiv.org/abs/" + id + ")\n";
  return text;
}

}  // namespace

TEST_CASE("a list that is overwritten every day gives a day for each commit") {
  Repository repository;
  repository.commit("old name.md", list({"1706.03762", "1412.6980"}), "2026-03-02T23:30:00 -0500");
  repository.git({"mv", "old name.md", "README.md"});
  repository.record("2026-03-03T06:00:00 +0000");
  repository.commit("README.md", list({"1810.04805"}), "2026-03-04T06:00:00 +0000");
  repository.commit("README.md", "# Nothing today\n", "2026-03-05T06:00:00 +0000");
  repository.commit("README.md", list({"1512.03385", "1706.03762"}), "2026-03-06T06:00:00 +0000");
  CHECK(repository.imported("README.md") ==
        "2026-03-02: 1706.03762 1412.6980\n2026-03-04: 1810.04805\n"
        "2026-03-06: 1512.03385 1706.03762\n");
}

TEST_CASE("a list that grows gives each paper once, on its own date if it has one") {
  const auto row = [](const std::string& date, const std::string& id) {
    return "|" + date + "|Title of " + id + "|[" + id + "](https://arxiv.org/abs/" + id + ")|\n";
  };
  const std::string head = "|Publish Date|Title|PDF|\n|---|---|---|\n";
  const std::string first = row("2026-02-20", "1706.03762") + row("2026-02-21", "1412.6980");
  Repository repository;
  repository.commit("docs/list.md", head + first, "2026-03-02T06:00:00 +0000");
  repository.commit("docs/list.md", head + row("2026-03-01", "1810.04805") + first,
                    "2026-03-03T06:00:00 +0000");
  CHECK(repository.imported("docs/list.md") ==
        "2026-02-20: 1706.03762\n2026-02-21: 1412.6980\n2026-03-01: 1810.04805\n");
}

TEST_CASE("a day that the list states counts more than that of the commit") {
  Repository repository;
  repository.commit("today.json",
                    R"({"date": "2026-03-01", "papers": [{"id": "1706.03762", "title": "T"}]})",
                    "2026-03-02T06:00:00 +0000");
  CHECK(repository.imported("today.json") == "2026-03-01: 1706.03762\n");
}

TEST_CASE("a file that git does not know is an error that says so") {
  Repository repository;
  repository.commit("a.md", list({"1706.03762"}), "2026-03-02T06:00:00 +0000");
  write_file_atomically(repository.path("b.md"), list({"1706.03762"}));
  const TempDir content;
  Diagnostics problems;
  importer::ImportSettings settings;
  settings.git = true;
  const fs::path input = repository.path("b.md");
  CHECK_THROWS_WITH(importer::import_paths({&input, 1}, content.path(), problems, settings),
                    Catch::Contains("git has no version of this file"));
}

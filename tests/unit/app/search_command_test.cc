// `broadsheet search` as a person or a program calls it.

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

struct ProcessResult {
  int exit = -1;
  std::string out, err;
};

/// The golden project of three days, copied, and what the program says there.
class Project {
 public:
  Project() {
    fs::copy(fs::path(BROADSHEET_SOURCE_DIR) / "tests" / "golden" / "days", folder_ / "project",
             fs::copy_options::recursive);
  }

  ProcessResult run(const std::string& arguments) const {
    const std::string folder = folder_.path().string();
    const std::string command =
        "cd '" + folder + "/project' && '" BROADSHEET_BINARY "' " + arguments + " >../out 2>../err";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(folder_ / "out"),
            read_file(folder_ / "err")};
  }

  const test::TempDir& folder() const { return folder_; }

 private:
  test::TempDir folder_;
};

}  // namespace

TEST_CASE("a search makes the index when there is none and prints what a reader needs") {
  const Project project;
  const ProcessResult first = project.run("search 'bound for small models'");
  CHECK(first.exit == 0);
  CHECK(first.err == "index: rebuilt: there is none\n");
  CHECK(
      first.out.starts_with("1. Small Models Need O(log n) Words\n"
                            "   2026-02-27  score 18  2602.00001  /digest/papers/2602.00001/\n"));
  CHECK(first.out.ends_with("papers found, 1 with all words\n"));
  CHECK(first.out.find('\033') == std::string::npos);  // bold is for terminals
  CHECK(project.run("search 'bound for small models'").err.empty());
}

TEST_CASE("a sorted search lists papers with all words, or with --any papers with any of them") {
  const Project project;
  const ProcessResult all = project.run("search tears log --sort date");
  CHECK(all.out == "no paper has all of these words\n");
  CHECK(all.err.find("with --any: ") != std::string::npos);
  CHECK(project.run("search tears log --sort date --any")
            .out.ends_with("papers found, none with all words\n"));
  CHECK(project.run("search small words --sort date").out.find(" with any\n") != std::string::npos);
  CHECK(project.run("search small --all --any").exit == 2);
}

TEST_CASE("JSON of a search has the promised keys and no more") {
  const Project project;
  const ProcessResult result = project.run("search --json --limit 1 pruning");
  CHECK(result.exit == 0);
  const std::size_t rank = result.out.find("\"rank\": ");
  REQUIRE(rank != std::string::npos);
  const std::string weight = result.out.substr(rank + 8, result.out.find(',', rank) - rank - 8);
  CHECK(std::stod(weight) > 0);
  CHECK(weight.size() > 10);  // full precision
  CHECK(result.out ==
        "{\n  \"total\": 1,\n  \"with_all\": 1,\n  \"with_any\": 1,\n  \"results\": [\n    {\n     "
        " \"id\": \"2602.00002\",\n"
        "      \"rank\": " +
            weight +
            ",\n      \"date\": \"2026-02-27\",\n"
            "      \"score\": 17,\n      \"title\": \"Pruning Without Tears\",\n"
            "      \"url\": \"/digest/papers/2602.00002/\"\n    }\n  ]\n}\n");
  CHECK(project.run("search --json xyzzy").out ==
        "{\n  \"total\": 0,\n  \"with_all\": 0,\n  \"with_any\": 0,\n  \"results\": []\n}\n");
}

TEST_CASE("a paper without a score has none in the terminal, and null in JSON") {
  const Project project;
  write_file_atomically(project.folder() / "project" / "content" / "2026-03" / "2026-03-09.json",
                        R"({"format": 1, "date": "2026-03-09", "status": "complete", "papers": [
          {"id": "2603.00901", "title": "Cortex", "authors": ["Ada Bio"], "abstract": "Neurons."}]})");
  CHECK(project.run("search cortex")
            .out.starts_with("1. Cortex\n   2026-03-09  2603.00901  /digest/papers/2603.00901/\n"));
  CHECK(project.run("search --json cortex").out.find("\"score\": null") != std::string::npos);
}

TEST_CASE("each option narrows or sorts as it states") {
  struct Case {
    std::string arguments, first;
    std::string count;
  };
  const auto& [arguments, first, count] = GENERATE(values<Case>({
      {"--field author hopper", "Pruning Without Tears", "1 paper"},
      {"--field title pruning", "Pruning Without Tears", "1 paper"},
      {"--field author --to 2026-02 'jose nunez'", "Small Models", "1 paper"},
      {"--phrase pruning small models", "Pruning Without Tears", "1 paper"},
      {"--all pruning half", "Pruning Without Tears", "1 paper"},
      {"--to 2026-02 --min-score 18 models", "Small Models", "1 paper"},
      {"--topic theory models", "Small Models", "1 paper"},
      {"--category cs.CL models", "Small Models", "1 paper"},
      {"--topic theory", "Small Models", "1 paper"},
      {"--limit 1 small", "1. Small", "3 papers"},
      {"--limit 1 --offset 1 --sort score --to 2026-02-27 small", "2. Pruning", "2 papers"},
  }));
  CAPTURE(arguments);
  const Project project;
  const ProcessResult result = project.run("search " + arguments);
  CHECK(result.exit == 0);
  CHECK(result.out.find(first) != std::string::npos);
  CHECK(result.out.find("\n" + count + " found\n") != std::string::npos);
}

TEST_CASE("an answer without papers states what may help") {
  struct Case {
    std::string arguments, told;
  };
  const auto& [arguments, told] = GENERATE(values<Case>({
      {"--from 2030 pruning", "without --from 2030 there may be results\n"},
      {"--topic eficiency pruning",
       "config.yaml has no topic 'eficiency'; it has efficiency, theory; did you mean "
       "'efficiency'?\n"},
      {"--topic efficiency --min-score 20 pruning",
       "without --min-score 20, --topic efficiency there may be results\n"},
      {"xyzzy", "'xyzzy' was left out, as no paper contains anything similar\n"},
  }));
  CAPTURE(arguments);
  const Project project;
  const ProcessResult result = project.run("search " + arguments);
  CHECK(result.exit == 0);
  CHECK(result.out == "no paper found\n");
  CHECK(result.err.ends_with(told));
}

TEST_CASE("a misspelt word is asked about") {
  const Project project;
  const ProcessResult result = project.run("search prunning");
  CHECK(result.err.find("no paper contains 'prunning'; did you mean 'pruning'?") !=
        std::string::npos);
  CHECK(result.out.find("Pruning Without Tears") != std::string::npos);
}

TEST_CASE(
    "-C may stand before or behind the command, and no folder is made where there is no project") {
  const Project project;
  CHECK(project.run("-C . search pruning").exit == 0);
  CHECK(project.run("search pruning -C .").exit == 0);
  CHECK(project.run("-C.. search pruning").exit == 2);
  for (const std::string command : {"search moe", "build", "check", "import .", "publish"}) {
    CAPTURE(command);
    const ProcessResult result = project.run("-C ../nowhere " + command);
    CHECK(result.exit == 2);
    CHECK(result.err.find("nowhere/config.yaml: error: there is no such file") !=
          std::string::npos);
    CHECK_FALSE(fs::exists(project.folder() / "nowhere"));
  }
}

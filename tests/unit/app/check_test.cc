#include <string>

#include "app/build/build_site.h"
#include "app/commands/cmd_check.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

/// A copy of the golden project of three days. `built`: with its site, its digests in the
/// documented form.
fs::path three_days(const test::TempDir& folder, bool built) {
  const fs::path project = folder / "project";
  fs::copy(fs::path(BROADSHEET_SOURCE_DIR) / "tests" / "golden" / "days", project,
           fs::copy_options::recursive);
  if (built) app::check_project(project, true);
  return project;
}

void replace_in(const fs::path& file, const std::string& from, const std::string& to) {
  std::string text = read_file(file);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  write_file_atomically(file, text.replace(at, from.size(), to));
}

/// All problems of the project, each in a line, with paths relative to it.
std::string problems_of(const app::CheckReport& report, const fs::path& project) {
  std::string text;
  for (const Problem& problem : report.problems.problems()) {
    text += problem.where.str() + ": " + problem.message + "\n";
  }
  const std::string root = project.string() + "/";
  for (std::size_t at = 0; (at = text.find(root)) != std::string::npos;)
    text.erase(at, root.size());
  return text;
}

const std::string kKnown =
    "content/2026-02/2026-02-28.json: this day failed: the scorer was down\n"
    "content/2026-03/2026-03-02.json: this day is partial: 1 paper stayed without a verdict\n";

}  // namespace

TEST_CASE("a project that was built is right but for its own days") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, true);
  const app::CheckReport report = app::check_project(project, false);
  CHECK(problems_of(report, project) == kKnown);
  CHECK(report.problems.errors() == 0);
  CHECK(report.days == 3);
  CHECK(report.papers == 4);
  CHECK(report.repaired.empty());
}

TEST_CASE("settings that only their users can judge are judged") {
  struct Case {
    std::string yaml, problem;
  };
  const auto& [yaml, problem] = GENERATE(values<Case>({
      {"score: {score_formula: relevance +}\n",
       "config.yaml:16:24: score.score_formula 'relevance +': expected"},
      {"score: {score_formula: 3 * quality}\n", "config.yaml:16:24: score.score_formula"},
      {"score: {method: llm}\n",
       "config.yaml:16:8: score.model is not set; the method 'llm' needs it"},
      {"score: {method: llm, model: other}\n",
       "config.yaml:16:29: the price of the model 'other' is not known; add it to score.prices (a "
       "free model costs 0)"},
      {"score: {method: llm, model: gpt-5-nani}\n",
       "config.yaml:16:29: the price of the model 'gpt-5-nani' is not known; did you mean "
       "'gpt-5-nano'?"},
      {"score: {method: llm, model: gpt5, prices: {gpt-5: {prompt: 1}}}\n",
       "config.yaml:16:29: the price of the model 'gpt5' is not known; did you mean 'gpt-5'?"},
      {"score: {method: llm, model: m, system_prompt: mine, prices: {m: {prompt: 1}}}\n",
       "content/prompts/mine.md: no such prompt; config.yaml names it under 'score'"},
      {"  - {name: Slip, query: \"moe from:yesterday\"}\n",
       "config.yaml:16:25: the saved search 'Slip' holds 'from:yesterday', which cannot be read"},
      {"  - {name: Empty, query: \"  \"}\n",
       "config.yaml:16:26: the saved search 'Empty' asks for nothing"},
      {"  - {name: Topic, query: \"topic:eficiency\"}\n",
       "config.yaml:16:26: the saved search 'Topic' names the topic 'eficiency', which config.yaml "
       "does not have; did you mean 'efficiency'?"},
  }));
  CAPTURE(yaml);
  const test::TempDir folder;
  const fs::path project = three_days(folder, false);
  write_file_atomically(project / "config.yaml", read_file(project / "config.yaml") + yaml);
  const app::CheckReport report = app::check_project(project, false);
  CHECK(problems_of(report, project).find(problem) != std::string::npos);
  CHECK(report.problems.errors() == report.config_errors);
  CHECK((report.config_errors > 0 || yaml.find("topic:") != std::string::npos));
}

TEST_CASE(
    "a language without words, a topic without papers and a search without result are reported") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, false);
  write_file_atomically(
      project / "config.yaml",
      "site: {title: T, base_url: \"https://reader.github.io/digest\", theme: tiny, "
      "language: tlh}\n"
      "topics: [{id: efficiency}, {id: poetry}]\n"
      "searches: [{name: S, query: xyzzy}]\n");
  app::build_site(project, {});
  const std::string told = problems_of(app::check_project(project, false), project);
  CHECK(told.find("config.yaml:1:86: the theme has no words/tlh.yaml; English words are used") !=
        std::string::npos);
  CHECK(told.find("config.yaml:2:33: no paper belongs to the topic 'poetry'") != std::string::npos);
  CHECK(told.find("the saved search 'S' (xyzzy) finds no paper") != std::string::npos);
}

TEST_CASE("settings that only a later run would refuse are reported") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, false);
  const std::string site =
      "site: {title: T, base_url: \"https://reader.github.io/digest\", theme: tiny}\n";
  const auto told_of = [&](const std::string& settings) {
    write_file_atomically(project / "config.yaml", site + settings);
    return problems_of(app::check_project(project, false), project);
  };
  const std::string empty = "fetch.categories is empty";
  CHECK(told_of("fetch: {categories: []}\n").find("config.yaml:2:21: " + empty) !=
        std::string::npos);
  CHECK(told_of("fetch: {categories: [hep-th]}\n").find(empty) == std::string::npos);
  CHECK(told_of("fetch: {fill_days: 3}\n").find(empty) == std::string::npos);
  const std::string server = "score: {method: llm, model: gpt-4o, base_url: \"http://gpu.lan/v1\"";
  const std::string open = "config.yaml:2:47: score.base_url is http on another machine";
  CHECK(told_of(server + "}\n").find(open) != std::string::npos);
  CHECK(told_of(server + ", allow_http: true}\n").find("is http on another") == std::string::npos);
}

TEST_CASE("counts that do not add up are reported") {
  struct Case {
    std::string from, to, problem;
  };
  const auto& [from, to, problem] = GENERATE(values<Case>({
      {"\"announced\": 10", "\"announced\": 1", "5 papers scanned of 1 announced"},
      {"\"scanned\": 5", "\"scanned\": 2", "3 papers selected of 2 scanned"},
      {"\"selected\": 3", "\"selected\": 4", "4 papers selected, but 3 are listed"},
      {"\"cached_tokens\": 200", "\"cached_tokens\": 2000",
       "more cached tokens (2000) than prompt tokens (1200)"},
      {"\"status\": \"complete\"", "\"status\": \"failed\"",
       "marked as failed, but it lists papers"},
  }));
  CAPTURE(to);
  const test::TempDir folder;
  const fs::path project = three_days(folder, false);
  replace_in(project / "content/2026-02/2026-02-27.json", from, to);
  CHECK(problems_of(app::check_project(project, false), project).find(problem) !=
        std::string::npos);
}

TEST_CASE("weekdays without a digest are reported, holidays are not") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, false);
  std::string text = read_file(project / "content/2026-03/2026-03-02.json");
  text.replace(text.find("2026-03-02"), 10, "2026-03-04");
  write_file_atomically(project / "content/2026-03/2026-03-04.json", text);
  CHECK(problems_of(app::check_project(project, false), project)
            .find("content: 1 weekday without a digest: 2026-03-03") != std::string::npos);
  write_file_atomically(project / "config.yaml",
                        read_file(project / "config.yaml") + "holidays: [2026-03-03]\n");
  CHECK(problems_of(app::check_project(project, false), project).find("weekday") ==
        std::string::npos);
}

TEST_CASE("days that others link to are reported as not imported, not as days without digest") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, false);
  std::string text = read_file(project / "content/2026-03/2026-03-02.json");
  text.replace(text.find("2026-03-02"), 10, "2026-03-05");
  text.insert(1, R"("extra": {"neighbours": ["2026-03-04"]},)");
  write_file_atomically(project / "content/2026-03/2026-03-05.json", text);
  const std::string problems = problems_of(app::check_project(project, false), project);
  CHECK(problems.find("content: 1 issue that other days link to, not imported: 2026-03-04\n") !=
        std::string::npos);
  CHECK(problems.find("content: 1 weekday without a digest: 2026-03-03\n") != std::string::npos);
}

TEST_CASE("a slip in a digest is an error, and the index is not blamed for it") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, true);
  replace_in(project / "content/2026-02/2026-02-27.json", "\"authors\"", "\"autors\"");
  const app::CheckReport report = app::check_project(project, true);
  const std::string told = problems_of(report, project);
  CHECK(told.find("unknown key 'autors'; did you mean 'authors'?") != std::string::npos);
  CHECK(told.find(".broadsheet/index") == std::string::npos);
  CHECK(report.config_errors == 0);
}

TEST_CASE("--fix writes digests in the documented form, whatever a person wrote") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, true);
  const fs::path day = project / "content/2026-02/2026-02-27.json";
  const std::string right = read_file(day);
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : right) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  write_file_atomically(day, windows);
  const app::CheckReport report = app::check_project(project, true);
  CHECK(read_file(day) == right);
  REQUIRE_FALSE(report.repaired.empty());
  CHECK(
      report.repaired.front().ends_with("2026-02-27.json: written in the form of docs/content.md"));
  CHECK(problems_of(report, project) == kKnown);
  CHECK(app::check_project(project, true).repaired.empty());
}

TEST_CASE("--fix leaves a digest alone that it would change in more than form") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, true);
  const fs::path day = project / "content/2026-02/2026-02-27.json";
  replace_in(day, "\"authors\"", "\"mood\": \"good\", \"authors\"");
  const std::string written = read_file(day);
  const app::CheckReport report = app::check_project(project, true);
  CHECK(read_file(day) == written);
  CHECK(problems_of(report, project).find("unknown key 'mood'; kept under 'extra'") !=
        std::string::npos);
}

TEST_CASE("what a build made and is no longer so is reported, and --fix rebuilds it") {
  struct Case {
    std::string path;   ///< of what is damaged
    std::string bytes;  ///< what stands there now; "-": it is removed
    std::string problem, mended;
  };
  const auto& [path, bytes, problem, mended] = GENERATE(values<Case>({
      {".broadsheet/index", "-", "there is no index yet", ".broadsheet/index: rebuilt"},
      {".broadsheet/index/postlist.glass", "x", "the index", ".broadsheet/index: rebuilt"},
      {".broadsheet/index", "x", "the index cannot be used", ".broadsheet/index: rebuilt"},
      {".broadsheet/index/seal", "x", "the index cannot be used", ".broadsheet/index: rebuilt"},
      {".broadsheet/build.state", "?", "the site is older than", ".broadsheet: state rebuilt"},
      {".broadsheet/build.state", "-", "the site is older than", ".broadsheet: state rebuilt"},
      {".broadsheet/site.manifest", "?", "there is no site yet", ".broadsheet: state rebuilt"},
      {"site/2026/02/27/index.html", "-", "files were changed or removed", "site: 1 file written"},
      {"site/index.html", "x", "files were changed or removed", "site: 1 file written"},
      {"site", "-", "there is no site yet", "site: "},
  }));
  CAPTURE(path, bytes);
  const test::TempDir folder;
  const fs::path project = three_days(folder, true);
  REQUIRE(fs::exists(project / path));
  if (bytes == "-") {
    fs::remove_all(project / path);
  } else {
    if (fs::is_directory(project / path)) fs::remove_all(project / path);
    write_file_atomically(project / path, bytes);
  }
  CHECK(problems_of(app::check_project(project, false), project).find(problem) !=
        std::string::npos);
  const app::CheckReport fixed = app::check_project(project, true);
  REQUIRE(fixed.repaired.size() == 1);
  CHECK(fixed.repaired[0].find(mended) != std::string::npos);
  CHECK(problems_of(fixed, project) == kKnown);
  CHECK(app::check_project(project, true).repaired.empty());
}

TEST_CASE("an index that lacks papers of content/ is reported with the first day") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, true);
  replace_in(project / "content/2026-02/2026-02-27.json", "\"title\": \"", "\"title\": \"New ");
  const std::string told = problems_of(app::check_project(project, false), project);
  CHECK(told.find(".broadsheet/index: it holds 4 papers, content/ holds 4 papers, and differs from "
                  "2026-02-27 on") != std::string::npos);
  CHECK(told.find("the site is older than its sources") != std::string::npos);
}

TEST_CASE("a link of the site that leads nowhere is an error") {
  const test::TempDir folder;
  const fs::path project = three_days(folder, true);
  replace_in(project / "site/index.html", "</body>", "<a href=\"/digest/nowhere/\">x</a></body>");
  const app::CheckReport report = app::check_project(project, false);
  CHECK(report.problems.errors() == 1);
  CHECK(problems_of(report, project).find("nowhere") != std::string::npos);
}

TEST_CASE("without settings there is nothing to check") {
  const test::TempDir folder;
  CHECK_THROWS_AS(app::check_project(folder.path(), true), Error);
}

TEST_CASE("settings that are not UTF-8 are refused with their place") {
  const test::TempDir folder;
  write_file_atomically(folder / "config.yaml", "site:\n  title: \"caf\xE9\"\n");
  const app::CheckReport report = app::check_project(folder.path(), false);
  CHECK(report.config_errors == 1);
  CHECK(problems_of(report, folder.path()).find("config.yaml:2:14: the file is not UTF-8 here") !=
        std::string::npos);
}

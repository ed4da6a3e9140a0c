// A project that lives for three weeks: days come, come late, change and go, settings and themes
// change. After each step its site is that of a clean build, to the byte.
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/build/build_site.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;
using nlohmann::ordered_json;

namespace {

constexpr const char* kSettings = R"(site:
  title: Three Weeks
  base_url: https://user.github.io/digest
topics:
  - id: efficiency
    label: Efficiency
    aliases: [Compression]
    keywords: [pruning, sparse]
  - id: theory
    label: Theory
authors:
  - name: José Núñez
searches:
  - name: Sparse models
    query: sparse
)";

/// Words that papers share, so that some are related and some words rise.
constexpr const char* kWords[] = {
    "sparse",  "attention", "pruning",  "quantum", "router",    "expert",    "kernel", "lattice",
    "scaling", "memory",    "gradient", "token",   "retrieval", "diffusion", "policy", "reward"};

std::string word(int number) {
  return kWords[static_cast<std::size_t>(number) % std::size(kWords)];
}

ordered_json paper(int number) {
  const std::string id = "2603." + std::to_string(10000 + number);
  const std::string first = word(number), second = word(3 * number + 1), third = word(number / 3);
  ordered_json one = {
      {"id", id},
      {"title", "The " + first + " " + second + " number " + std::to_string(number)},
      {"authors", {"Ada Lovelace", number % 5 == 0 ? "José Núñez" : "Grace Hopper"}},
      {"abstract", "We study " + first + " and " + third + " with " + second +
                       (number % 4 == 0 ? " in $O(n^" + std::to_string(number % 3) + ")$." : ".")},
      {"comment", number % 3 == 0 ? "Theory: " + first : "Compression: " + second},
      {"relevance", 7 + number % 4},
      {"novelty", 6 + number % 3},
      {"score", 13 + number % 4 + number % 3},
      {"topics", ordered_json::array()}};
  if (number % 7 == 0) one["chosen_by"] = "author";
  return one;
}

ordered_json digest(Day day, const std::vector<int>& papers) {
  ordered_json made = {{"format", 1},
                       {"date", day.str()},
                       {"status", "complete"},
                       {"model", "made-up-1"},
                       {"usage", ordered_json::object()},
                       {"counts", {{"announced", 40}, {"scanned", 20}}},
                       {"papers", ordered_json::array()}};
  for (const int number : papers) made["papers"].push_back(paper(number));
  return made;
}

class Project {
 public:
  explicit Project(const fs::path& root) : root_(root) { write("config.yaml", kSettings); }

  const fs::path& root() const { return root_; }
  void write(const std::string& path, const std::string& bytes) {
    write_file_atomically(root_ / path, bytes);
  }
  void remove(const std::string& path) { fs::remove_all(root_ / path); }
  void replace(const std::string& path, const std::string& what, const std::string& by) {
    std::string text = read_file(root_ / path);
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    write(path, text.replace(at, what.size(), by));
  }
  void put(const ordered_json& digest) { write(path_of(digest["date"]), digest.dump(1)); }
  void change(const std::string& day, const std::function<void(ordered_json&)>& edit) {
    ordered_json digest = ordered_json::parse(read_file(root_ / path_of(day)));
    edit(digest);
    put(digest);
  }
  void drop(const std::string& day) { remove(path_of(day)); }

 private:
  static std::string path_of(const std::string& day) {
    return "content/" + day.substr(0, 7) + "/" + day + ".json";
  }
  fs::path root_;
};

struct Step {
  std::string name;
  std::function<void(Project&)> take;
};

/// Working days from 18 March 2026 on, so that months change; three papers each, some again.
std::vector<Step> days_come() {
  std::vector<Step> steps;
  int number = 0;
  for (Day day(2026, 3, 18); day < Day(2026, 4, 10); day = day.plus(1)) {
    if (day.is_weekend() || day == Day(2026, 4, 3)) continue;
    std::vector<int> papers = {number, number + 1, number + 2};
    if (number % 4 == 3) papers.push_back(number / 2);  // one that was there before
    number += 3;
    steps.push_back({"a day comes: " + day.str(), [=](Project& project) {
                       ordered_json made = digest(day, papers);
                       if (day == Day(2026, 3, 31)) {
                         made["status"] = "failed";
                         made["status_reason"] = "the model did not answer";
                         made["papers"].clear();
                       }
                       if (day == Day(2026, 4, 7)) made["papers"].clear();
                       project.put(made);
                     }});
  }
  return steps;
}

std::vector<Step> edits() {
  const auto theme = fs::path(BROADSHEET_SOURCE_DIR) / "themes" / "broadsheet";
  return {
      {"a paper of an old day is rescored",
       [](Project& p) {
         p.change("2026-03-20", [](ordered_json& d) { d["papers"][0]["score"] = 9; });
       }},
      {"a comment of an old day changes",
       [](Project& p) {
         p.change("2026-03-19", [](ordered_json& d) { d["papers"][1]["comment"] = "Theory: no."; });
       }},
      {"a paper of an old day goes",
       [](Project& p) { p.change("2026-03-24", [](ordered_json& d) { d["papers"].erase(0); }); }},
      {"an old day goes", [](Project& p) { p.drop("2026-03-26"); }},
      {"the first day goes", [](Project& p) { p.drop("2026-03-18"); }},
      {"a day comes late", [](Project& p) { p.put(digest(Day(2026, 4, 3), {70, 71, 5})); }},
      {"a day before all others comes",
       [](Project& p) { p.put(digest(Day(2026, 2, 26), {80, 20})); }},
      {"an old day failed after all",
       [](Project& p) {
         p.change("2026-03-27", [](ordered_json& d) {
           d["status"] = "failed";
           d["status_reason"] = "the line was cut";
           d["papers"].clear();
         });
       }},
      {"the last day is a failed one",
       [](Project& p) {
         ordered_json failed = digest(Day(2026, 4, 10), {});
         failed["status"] = "failed";
         failed["status_reason"] = "the model did not answer";
         p.put(failed);
       }},
      {"an old paper comes back", [](Project& p) { p.put(digest(Day(2026, 4, 13), {4, 90})); }},
      {"a formula cannot be read",
       [](Project& p) {
         p.change("2026-03-20",
                  [](ordered_json& d) { d["papers"][1]["abstract"] = "It is $\\frac{$."; });
       }},
      {"and is mended",
       [](Project& p) {
         p.change("2026-03-20",
                  [](ordered_json& d) { d["papers"][1]["abstract"] = "It is $\\frac12$."; });
       }},
      {"a topic is renamed",
       [](Project& p) { p.replace("config.yaml", "label: Theory", "label: Proofs"); }},
      {"another author is followed",
       [](Project& p) {
         p.replace("config.yaml", "  - name: José", "  - name: Grace Hopper\n  - name: José");
       }},
      {"a free page comes",
       [](Project& p) { p.write("content/pages/about.md", "# About\n\nUs."); }},
      {"a free page changes",
       [](Project& p) { p.write("content/pages/about.md", "# About\n\nThem."); }},
      {"a prompt comes, and a day that was made with it",
       [](Project& p) {
         p.write("content/prompts/short.md", "Choose well.");
         p.change("2026-04-01", [](ordered_json& d) { d["prompt"] = "short"; });
       }},
      {"the theme is one of the project",
       [=](Project& p) {
         fs::create_directories(p.root() / "themes");
         fs::copy(theme, p.root() / "themes" / "broadsheet", fs::copy_options::recursive);
       }},
      {"a template changes",
       [](Project& p) {
         p.replace("themes/broadsheet/partials/foot.mustache", "</main>", "<hr></main>");
       }},
      {"a word changes",
       [](Project& p) { p.replace("themes/broadsheet/words/en.yaml", "Skip to", "Leap to"); }},
      {"the site moves",
       [](Project& p) { p.replace("config.yaml", "github.io/digest", "github.io/papers"); }},
      {"a month goes", [](Project& p) { p.remove("content/2026-02"); }},
  };
}

app::BuildReport build(const fs::path& root) {
  app::BuildReport report = app::build_site(root, {});
  INFO(report.warnings);
  REQUIRE_FALSE(report.failed);
  return report;
}

/// Builds where something is left of the last step, and builds all anew; they must not differ.
void compare(const Project& project, const fs::path& anew) {
  const app::BuildReport grown = build(project.root());
  fs::remove_all(anew);
  fs::create_directories(anew);
  for (const char* part : {"config.yaml", "content", "themes"}) {
    if (fs::exists(project.root() / part)) {
      fs::copy(project.root() / part, anew / part, fs::copy_options::recursive);
    }
  }
  const app::BuildReport clean = build(anew);
  const test::Tree expected = test::read_tree(anew / "site");
  const test::Tree found = test::read_tree(project.root() / "site");
  for (const auto& [path, bytes] : expected) {
    CAPTURE(path);
    REQUIRE(found.contains(path));
    CHECK(found.at(path) == bytes);
  }
  CHECK(found.size() == expected.size());
  CHECK(grown.figures.pages == clean.figures.pages);
  CHECK(grown.figures.files == clean.figures.files);
  CHECK(grown.formulas == clean.formulas);
  CHECK(grown.formulas_failed == clean.formulas_failed);
  CHECK(grown.problems.warnings() == clean.problems.warnings());
}

}  // namespace

TEST_CASE("after every day and every change the site is that of a clean build") {
  const test::TempDir folder;
  Project project(folder / "project");
  std::vector<Step> steps = days_come();
  for (Step& edit : edits()) steps.push_back(std::move(edit));
  for (const Step& step : steps) {
    CAPTURE(step.name);
    step.take(project);
    compare(project, folder / "anew");
  }
}

TEST_CASE("a day more leaves the files of other papers as they are, unread") {
  const test::TempDir folder;
  Project project(folder / "project");
  for (int day = 2; day <= 6; ++day)
    project.put(digest(Day(2026, 3, day), {10 * day, 10 * day + 1}));
  build(project.root());
  const fs::path page = project.root() / "site" / "papers" / "2603.10020" / "index.html";
  const auto time = fs::last_write_time(page);
  project.put(digest(Day(2026, 3, 9), {95, 96}));
  const app::BuildReport report = build(project.root());
  CHECK(report.published.written < report.published.files / 2);
  CHECK(fs::last_write_time(page) == time);
}

TEST_CASE("what is read while it changes is not trusted later") {
  const test::TempDir folder;
  publish::DiskOutput first(folder / "site", folder / "state");
  first.write_keyed("a.html", "of another input", 7);
  first.forget_keys();
  first.commit();
  publish::DiskOutput second(folder / "site", folder / "state");
  CHECK_FALSE(second.keep("a.html", 7));
}

TEST_CASE("digests that are new are reported, unless an old one changed or went") {
  const Library library({Digest{.date = Day(2026, 3, 2)}, Digest{.date = Day(2026, 3, 3)}});
  const std::string old_day = "content/2026-03/2026-03-02.json";
  const std::string new_day = "content/2026-03/2026-03-03.json";
  const auto of = [](std::uint64_t hash) {
    return publish::FileStamp{.size = 1, .modified = 1, .hash = hash, .key = 0};
  };
  const publish::Manifest before = {{"config.yaml", of(1)}, {old_day, of(2)}};
  const publish::Manifest now = {{"config.yaml", of(9)}, {old_day, of(2)}, {new_day, of(3)}};
  CHECK(app::grown_by(before, now, library) == std::vector<std::size_t>{1});
  CHECK(app::grown_by(now, now, library) == std::vector<std::size_t>{});
  CHECK_FALSE(app::grown_by(now, before, library));
  CHECK_FALSE(app::grown_by({{old_day, of(4)}}, now, library));
}

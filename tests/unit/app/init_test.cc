#include <string>
#include <vector>

#include "app/build/settings_check.h"
#include "app/commands/cmd_init.h"
#include "app/init/settings_text.h"
#include "app/init/skeleton.h"
#include "app/project.h"
#include "base/error.h"
#include "config/load.h"
#include "model/arxiv_taxonomy.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

namespace {

/// The settings of a new project, which must be without any problem but the named warnings.
config::Config settings_of(const fs::path& project, int warnings) {
  Diagnostics problems;
  const app::Project opened = app::open_project(project, problems);
  app::check_settings(opened, problems);
  INFO(problems.str());
  CHECK(problems.errors() == 0);
  CHECK(problems.warnings() == warnings);
  return opened.config;
}

/// Types one line after another; the questions are kept.
struct Typist {
  std::vector<std::string> lines;
  std::vector<std::string> questions{};

  app::Ask ask() {
    return [this, at = std::size_t{0}](std::string_view question) mutable {
      questions.emplace_back(question);
      return at < lines.size() ? std::optional(lines[at++]) : std::nullopt;
    };
  }
};

std::string message_of(const std::function<void()>& run) {
  try {
    run();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a new project has the topics of its categories, marked as a proposal") {
  const test::TempDir folder;
  const fs::path project = folder / "digest";
  app::run_init(project,
                {.title = "Strings: \"and\" qubits", .categories = {"hep-th", "Quantum Physics"}},
                std::nullopt);
  const config::Config config = settings_of(project, 1);
  CHECK(config.sample);
  CHECK(config.site.title == "Strings: \"and\" qubits");
  CHECK(config.fetch.categories == std::vector<std::string>{"hep-th", "quant-ph"});
  CHECK(config.authors.empty());
  CHECK(config.searches.empty());
  CHECK(config.holidays.empty());
  REQUIRE(config.topics.size() == 6);
  CHECK(config.topics.front().id == "holography");
  CHECK(config.topics.back().id == "platforms-and-simulation");
  CHECK(read_file(project / "config.yaml").find("# Authors whose papers") != std::string::npos);
}

TEST_CASE("each category of arXiv has topics to begin with") {
  std::string_view sample;
  for (const app::SkeletonFile& file : app::skeleton()) {
    if (file.path == "config.yaml") sample = file.text;
  }
  const auto try_one = [&](const ArxivCategory& category) {
    const std::string id(category.id);
    CAPTURE(id);
    Diagnostics problems;
    const config::Config config = config::parse(
        app::new_settings(sample, {.categories = {id}}, false), "config.yaml", problems);
    CHECK(problems.str().empty());
    CHECK(config.topics.size() >= 2);
    for (const config::TopicConfig& topic : config.topics) {
      CHECK(!topic.about.empty());
      CHECK(topic.keywords.size() >= 5);
    }
  };
  for (const ArxivCategory& category : arxiv_categories()) try_one(category);
  for (const ArxivCategory& archive : arxiv_archives()) try_one(archive);
}

TEST_CASE("questions in the terminal are repeated until the answer is good") {
  const test::TempDir folder;
  Typist typist{{"", "Ada", "hep_th", "", "hep-th", "maybe", "yes", "de", "llm", ""}};
  app::run_init(folder / "digest", {}, typist.ask());
  CHECK(typist.questions.size() == typist.lines.size());
  const config::Config config = settings_of(folder / "digest", 0);
  CHECK_FALSE(config.sample);
  CHECK(config.site.title == "My Digest");
  CHECK(config.site.author == "Ada");
  CHECK(config.site.language == "de");
  CHECK(config.fetch.categories == std::vector<std::string>{"hep-th"});
  CHECK(config.score.method == config::ScoreMethod::Llm);
  CHECK(config.score.model == "gpt-5");
}

TEST_CASE("an interrupted or wrong init writes nothing") {
  const test::TempDir folder;
  Typist typist{{"Title"}};
  CHECK(message_of([&] {
          app::run_init(folder / "a", {}, typist.ask());
        }).find("nothing was written") != std::string::npos);
  CHECK(message_of([&] {
          app::run_init(folder / "a", {.categories = {"hep_th"}}, std::nullopt);
        }).find("did you mean 'hep-th'") != std::string::npos);
  CHECK(message_of([&] {
          app::run_init(folder / "a", {.language = "not a language"}, std::nullopt);
        }).find("site.language") != std::string::npos);
  write_file_atomically(folder / "topics.yaml", "topics:\n  - {id: one, colour: red}\n");
  CHECK(message_of([&] {
          app::run_init(folder / "a", {.topics_from = folder / "topics.yaml"}, std::nullopt);
        }).find("topics.yaml:2:") != std::string::npos);
  CHECK_FALSE(fs::exists(folder / "a"));
}

TEST_CASE("topics of another file are the owner's own") {
  const test::TempDir folder;
  const fs::path file = folder / "topics.yaml";
  write_file_atomically(file,
                        "# mine\ntopics:\n- id: one\n  label: One\n\n# more\n- id: two\n\n# end\n");
  app::run_init(folder / "a", {.topics_from = file}, std::nullopt);
  const config::Config config = settings_of(folder / "a", 0);
  REQUIRE(config.topics.size() == 2);
  CHECK(config.topics[1].id == "two");
  CHECK_FALSE(config.sample);
  write_file_atomically(file, "sample: true\ntopics:\n- id: one\n");
  app::run_init(folder / "c", {.topics_from = file}, std::nullopt);
  CHECK(settings_of(folder / "c", 1).sample);  // still a proposal
  write_file_atomically(file, "site: {title: x}\n");
  CHECK(message_of([&] {
          app::run_init(folder / "b", {.topics_from = file}, std::nullopt);
        }).find("no topics") != std::string::npos);
}

TEST_CASE("the first page of a project is in its language, and files that were there are left") {
  const test::TempDir folder;
  write_file_atomically(folder / "README.md", "mine");
  app::run_init(folder.path(), {.categories = {"hep-th quant-ph"}, .language = "de"}, std::nullopt);
  CHECK(read_file(folder / "README.md") == "mine");
  CHECK(read_file(folder / "content/pages/about.md").starts_with("# Über diese Seite"));
  CHECK(settings_of(folder.path(), 1).fetch.categories ==
        std::vector<std::string>{"hep-th", "quant-ph"});
}

TEST_CASE("a .gitignore gets the lines it lacks") {
  const test::TempDir folder;
  write_file_atomically(folder / ".gitignore", "*.o\n/site/");
  app::run_init(folder.path(), {}, std::nullopt);
  CHECK(read_file(folder / ".gitignore") == "*.o\n/site/\n/.broadsheet/\n");
}

TEST_CASE("a value is changed and its comment stays in its column") {
  app::SettingsText text(
      "a:\n  b: one       # why\n  c: \"x # y\" # z\n  d: [1, 2]\nlist:\n  - 1\n\n# next\ne: 5\n");
  text.set("a.b", "three");
  text.set("a.c", app::yaml_scalar("no"));
  text.set("a.d", "[]");
  text.set_block("list", "");
  CHECK(text.text() ==
        "a:\n  b: three     # why\n  c: \"no\"    # z\n  d: []\nlist: []\n\n# next\ne: 5\n");
  CHECK_THROWS_AS(text.set("a.x", "1"), Error);
  CHECK_THROWS_AS(text.set_block("e", ""), Error);
}

TEST_CASE("texts are quoted where YAML would read something else") {
  for (const char* plain : {"My Digest", "hep-th", "Zürich", "gpt-5"})
    CHECK(app::yaml_scalar(plain) == plain);
  for (const char* other : {"", "yes", "NULL", "1.5", "a: b", "#x", "- x", "x ", "a\"b", "{x}"})
    CHECK(app::yaml_scalar(other).front() == '"');
}

#pragma once
// The commands as plays: a stage with a project between two states, and what must hold after a kill
// or a full disk and after the next run.

#include <algorithm>
#include <memory>

#include "index/xapian/xapian_index.h"
#include "support/catch.h"
#include "survive/killed.h"
#include "survive/scene.h"

namespace broadsheet::test {

/// A command between two states: `make` sets the stage, `work` is killed, `legal` looks at what it
/// left, `done` at what the next run makes of it.
struct Play {
  std::function<void()> make;
  std::function<int()> work;
  std::function<void()> legal;
  std::function<void()> done;
};

inline void after_trouble(const Play& play) {
  play.legal();
  const int code = run_apart(play.work);
  const std::string said =
      killing::said.empty() ? "" : read_file_if_exists(killing::said).value_or("");
  CAPTURE(said);
  REQUIRE((code == 0 || code == 4));  // 4: all was done already
  play.done();
}

/// Each file is that of one of the two, and nothing else is there but what a killed write had
/// aside.
inline void check_each_file(const Tree& now, const Tree& one, const Tree& two) {
  for (const auto& [path, bytes] : now) {
    if (path.find(".part-") != std::string::npos) continue;
    CAPTURE(path);
    const bool of_one = one.contains(path) && one.at(path) == bytes;
    const bool of_two = two.contains(path) && two.at(path) == bytes;
    CHECK((of_one || of_two));
  }
  for (const auto& [path, bytes] : one) {
    if (!two.contains(path)) continue;
    CAPTURE(path);
    CHECK(now.contains(path));
  }
}

/// A folder in memory when there is one: no disk is worn out.
struct Stage {
  /// @param disk  where the project and what is published lie; a folder of its own when it is empty
  explicit Stage(const fs::path& disk) {
    if (::access("/dev/shm", W_OK) == 0 && fs::space("/dev/shm").available > (200U << 20))
      ::setenv("TMPDIR", "/dev/shm", 1);
    folder = std::make_unique<TempDir>();
    place = disk.empty() ? *folder / "place" : disk;
    project = place / "project";
    state = project / ".broadsheet";
  }
  std::unique_ptr<TempDir> folder;
  fs::path place, project, state;

  /// What is kept aside lies elsewhere.
  fs::path at(const std::string& name) const { return *folder / name; }
  /// The project as it stands, to be put back before each kill.
  void keep(const std::string& name) const { replace_folder(project, at(name)); }
  void put_back(const std::string& name) const { replace_folder(at(name), project); }
};

struct BuildStage : Stage {
  Tree one, two;
  std::size_t papers = 0;
  explicit BuildStage(const fs::path& disk = {}) : Stage(disk) {
    first_state(project);
    REQUIRE(run_apart(build(project)) == 0);
    one = read_tree(project / "site");
    second_content(project / "content");
    keep("before");
    REQUIRE(run_apart(build(project)) == 0);
    two = read_tree(project / "site");
    papers = index::XapianIndex::open(state / "index").papers();
    REQUIRE(one != two);
  }
  Play play() {
    return {.make = [this] { put_back("before"); },
            .work = build(project),
            .legal =
                [this] {
                  finish_plan(project / "site", state);
                  const Tree now = read_tree(project / "site");
                  CHECK((now == one || now == two));
                },
            .done =
                [this] {
                  CHECK(read_tree(project / "site") == two);
                  CHECK(index::XapianIndex::open(state / "index").papers() == papers);
                  CHECK_FALSE(fs::exists(state / "staging"));
                  CHECK_FALSE(fs::exists(state / "index.new"));
                }};
  }
};

struct ImportStage : Stage {
  Tree one, two;
  explicit ImportStage(const fs::path& disk = {}) : Stage(disk) {
    first_state(project);
    keep("before");
    one = read_tree(project / "content");
    replace_folder(project / "content", at("digests"));
    second_content(at("digests"));
    fs::remove_all(at("digests") / "pages");
    REQUIRE(run_apart(import(project, at("digests"))) == 0);
    two = read_tree(project / "content");
    REQUIRE(one != two);
  }
  Play play() {
    return {.make = [this] { put_back("before"); },
            .work = import(project, at("digests")),
            .legal = [this] { check_each_file(read_tree(project / "content"), one, two); },
            .done = [this] { CHECK(read_tree(project / "content") == two); }};
  }
};

/// Fetch from nothing to the inbox, or score from the inbox to a digest.
struct CurateStage : Stage {
  bool fetch;
  std::string method;
  Tree inbox, content;
  CurateStage(bool fetches, std::string by, const fs::path& disk = {})
      : Stage(disk), fetch(fetches), method(std::move(by)) {
    first_state(project);
    fs::remove_all(project / "content" / "2026-03");
    for (const char* name : {"system", "topics", "criteria", "instructions"}) {
      write_file_atomically(project / "content" / "prompts" / (std::string(name) + ".md"),
                            std::string("Words of ") + name + ".\n");
    }
    if (!fetch) REQUIRE(run_apart(curate(project, true, method)) == 0);
    keep("before");
    REQUIRE(run_apart(curate(project, fetch, method)) == 0);
    inbox = read_tree(state / "inbox");
    content = read_tree(project / "content");
    REQUIRE(!inbox.empty());
  }
  Play play() {
    return {.make = [this] { put_back("before"); },
            .work = curate(project, fetch, method),
            .legal =
                [this] {
                  const Tree before = read_tree(at("before") / "content");
                  check_each_file(read_tree(project / "content"), before, content);
                  if (fetch) check_each_file(read_tree(state / "inbox"), {}, inbox);
                },
            .done =
                [this] {
                  const Tree now = read_tree(project / "content");
                  CHECK(read_tree(state / "inbox") == inbox);
                  if (method != "llm") {
                    CHECK(now == content);
                    return;
                  }
                  // An answer that was under way is paid again; what was judged is the same.
                  const auto day = nlohmann::json::parse(now.at("2026-03/2026-03-02.json"));
                  CHECK(day["status"] == "complete");
                  CHECK(day["papers"] ==
                        nlohmann::json::parse(content.at("2026-03/2026-03-02.json"))["papers"]);
                }};
  }
};

/// The first state is published, the second one is being published.
struct PublishStage : Stage {
  app::PublishOptions options;
  Tree one, two;
  explicit PublishStage(const std::string& kind, const fs::path& disk = {}) : Stage(disk) {
    first_state(project);
    options.allow_removal = true;
    if (kind == "branch") {
      options.remote = (place / "remote.git").string();
      git(place, {"init", "-q", "--bare", *options.remote});
      git(*options.remote,
          {"config", "core.fsync", "all"});  // a host that keeps what it has confirmed
    }
    if (kind == "folder") options.to = place / "www";
    if (kind == "artifact") options.artifact = place / "www.tar";
    REQUIRE(run_apart(publish_site(project, options)) == 0);
    one = published();
    second_content(project / "content");
    REQUIRE(run_apart(build(project)) == 0);
    keep("before");
    for (const char* target : {"remote.git", "www", "www.tar"}) {
      if (fs::exists(place / target))
        fs::copy(place / target, at(std::string("first-") + target), fs::copy_options::recursive);
    }
    REQUIRE(run_apart(publish_site(project, options)) == 0);
    two = published();
    REQUIRE(one != two);
  }
  Tree published() const {
    if (options.artifact) return {{"tar", read_file(*options.artifact)}};
    if (options.to) return read_tree(*options.to);
    Tree tree;
    std::istringstream lines(git(*options.remote, {"ls-tree", "-r", "gh-pages"}));
    for (std::string line; std::getline(lines, line);)
      tree[line.substr(line.find('\t') + 1)] = line.substr(0, line.find('\t'));
    return tree;
  }
  void put_target_back() const {
    for (const char* target : {"remote.git", "www", "www.tar"}) {
      const fs::path kept = at(std::string("first-") + target);
      if (fs::exists(kept)) replace_folder(kept, place / target);
    }
  }
  // The kill takes git's far side with it; a host's own git lives on and takes its locks away.
  static void drop_locks(const fs::path& repository) {
    walk(repository, [](const fs::directory_entry& entry) {
      if (entry.path().extension() == ".lock") fs::remove(entry.path());
      return true;
    });
  }
  Play play() {
    return {.make =
                [this] {
                  put_back("before");
                  put_target_back();
                },
            .work = publish_site(project, options),
            .legal =
                [this] {
                  if (options.to) {
                    walk(state / "published", [&](const fs::directory_entry& entry) {
                      finish_plan(*options.to, entry.path());
                      return false;
                    });
                  }
                  if (options.remote) drop_locks(*options.remote);
                  const Tree now = published();
                  CHECK((now == one || now == two));
                },
            .done =
                [this] {
                  CHECK(published() == two);
                  if (!options.remote) return;
                  CHECK(git(*options.remote, {"fsck", "--strict", "--no-dangling"}).empty());
                  CHECK(git(*options.remote, {"rev-list", "--count", "gh-pages"}) == "2\n");
                }};
  }
};

}  // namespace broadsheet::test

#include "publish/disk_output.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using publish::DiskOutput;
using publish::Manifest;
using publish::Published;

namespace {

using Tree = std::map<std::string, std::string>;

Published put(const test::TempDir& project, const Tree& files) {
  DiskOutput output(project / "site", project / "state");
  for (const auto& [path, bytes] : files) output.write(path, bytes);
  return output.commit();
}

Tree tree(const fs::path& folder) {
  Tree files;
  for (const std::string& path : list_files(folder)) files[path] = read_file(folder / path);
  return files;
}

void write_by_hand(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a site is written, and written again only where it differs") {
  const test::TempDir project;
  const Tree first = {{"index.html", "home"}, {"2026/07/14/index.html", "day"}, {"feed.xml", "f"}};
  const Published made = put(project, first);
  CHECK(made.files == 3);
  CHECK(made.written == 3);
  CHECK(made.bytes == 8);
  CHECK(tree(project / "site") == first);

  const auto time = fs::last_write_time(project / "site" / "index.html");
  Tree second = first;
  second["feed.xml"] = "g";
  const Published again = put(project, second);
  CHECK(again.written == 1);
  CHECK(again.removed == 0);
  CHECK(tree(project / "site") == second);
  CHECK(fs::last_write_time(project / "site" / "index.html") == time);
  CHECK_FALSE(fs::exists(project / "state" / "staging"));
}

TEST_CASE("stale files go with their folders, files of others stay") {
  const test::TempDir project;
  write_by_hand(project / "site" / "CNAME", "digest.example");
  write_by_hand(project / "site" / ".git" / "HEAD", "ref");
  put(project, {{"a/b/c.html", "1"}, {"d.html", "2"}, {"e/f.html", "3"}});
  write_by_hand(project / "site" / "e" / "mine.txt", "kept");

  const Published made = put(project, {{"d.html", "2"}});
  CHECK(made.removed == 2);
  CHECK(tree(project / "site") ==
        Tree{{"CNAME", "digest.example"}, {"d.html", "2"}, {"e/mine.txt", "kept"}});
  CHECK(fs::exists(project / "site" / ".git" / "HEAD"));
  CHECK_FALSE(fs::exists(project / "site" / "a"));
}

TEST_CASE("without a commit the site stays as it was") {
  const test::TempDir project;
  put(project, {{"index.html", "old"}, {"other.html", "old"}});
  {
    DiskOutput output(project / "site", project / "state");
    output.write("index.html", "new");
    CHECK(output.changes().changed == std::vector<std::string>{"index.html"});
    CHECK(output.changes().removed == std::vector<std::string>{"other.html"});
  }
  CHECK(tree(project / "site") == Tree{{"index.html", "old"}, {"other.html", "old"}});
  CHECK_FALSE(fs::exists(project / "state" / "staging"));
}

TEST_CASE("a file that was changed or lost by others is rebuilt") {
  const test::TempDir project;
  const Tree files = {{"a.html", "aaaa"}, {"b.html", "bbbb"}, {"c.html", "cccc"}};
  put(project, files);
  CHECK(publish::untouched(project / "site", publish::read_manifest(project / "state")));
  write_by_hand(project / "site" / "a.html", "AAAA");
  fs::remove(project / "site" / "b.html");
  CHECK_FALSE(publish::untouched(project / "site", publish::read_manifest(project / "state")));
  CHECK(put(project, files).written == 2);
  CHECK(tree(project / "site") == files);
}

TEST_CASE("without its manifest the output compares bytes") {
  const test::TempDir project;
  const Tree files = {{"a.html", "aaaa"}, {"b.html", "bbbb"}};
  put(project, files);
  write_by_hand(project / "state" / "site.manifest", "of another version\n");
  CHECK(put(project, files).written == 0);
  CHECK(publish::untouched(project / "site", publish::read_manifest(project / "state")));
}

namespace {

/// Keeps what may be kept of `files`, all of key `key`; gives the paths that were written.
std::vector<std::string> put_keyed(const test::TempDir& project, const Tree& files,
                                   std::uint64_t key) {
  DiskOutput output(project / "site", project / "state");
  std::vector<std::string> written;
  for (const auto& [path, bytes] : files) {
    if (output.keep(path, key)) continue;
    output.write_keyed(path, bytes, key);
    written.push_back(path);
  }
  output.commit();
  return written;
}

}  // namespace

TEST_CASE("a file is kept while its key is the same and it is unchanged") {
  const test::TempDir project;
  const Tree files = {{"a.html", "aaaa"}, {"b/c.html", "cccc"}};
  CHECK(put_keyed(project, files, 7).size() == 2);
  CHECK(put_keyed(project, files, 7).empty());
  CHECK(put_keyed(project, files, 8).size() ==
        2);  // same bytes, other key: not written, but kept anew
  CHECK(put_keyed(project, files, 8).empty());
  write_by_hand(project / "site" / "a.html", "AAAA");
  fs::remove(project / "site" / "b" / "c.html");
  CHECK(put_keyed(project, files, 8) == std::vector<std::string>{"a.html", "b/c.html"});
  CHECK(tree(project / "site") == files);
  CHECK(put_keyed(project, {{"a.html", "aaaa"}}, 8).empty());
  CHECK(tree(project / "site") == Tree{{"a.html", "aaaa"}});  // what was not kept is stale
}

TEST_CASE("a file without a key is never kept") {
  const test::TempDir project;
  put(project, {{"a.html", "a"}});
  DiskOutput output(project / "site", project / "state");
  CHECK_FALSE(output.keep("a.html", 0));
  CHECK_FALSE(output.keep("a.html", 1));
  CHECK_FALSE(output.keep("b.html", 1));
  CHECK_FALSE(output.keep("../b.html", 1));
}

TEST_CASE("a folder is kept as a whole or not at all") {
  const test::TempDir project;
  const Tree files = {{"s/1/a", "a"}, {"s/1/b", "b"}, {"s/12", "c"}};
  put_keyed(project, files, 7);
  const std::string harm = GENERATE(as<std::string>{}, "none", "key", "lost", "changed", "more");
  CAPTURE(harm);
  if (harm == "lost") fs::remove(project / "site" / "s" / "1" / "b");
  if (harm == "changed") write_by_hand(project / "site" / "s" / "1" / "b", "changed");
  if (harm == "more") {
    Tree more = files;
    more["s/1/c"] = "without a key";
    put(project, more);
  }
  DiskOutput output(project / "site", project / "state");
  CHECK_FALSE(output.keep_folder("s/2/", 7));
  CHECK(output.keep_folder("s/1/", harm == "key" ? 8U : 7U) == (harm == "none"));
  if (harm != "none") return;
  CHECK_THROWS_AS(output.write("s/1/a", "a"), Error);  // it counts as written
  CHECK(output.changes().removed == std::vector<std::string>{"s/12"});
}

TEST_CASE("a page may become a folder, and a folder a page") {
  const test::TempDir project;
  put(project, {{"a", "file"}, {"b/index.html", "folder"}});
  put(project, {{"a/index.html", "folder"}, {"b", "file"}});
  CHECK(tree(project / "site") == Tree{{"a/index.html", "folder"}, {"b", "file"}});
}

TEST_CASE("a first build whose folders were made by another hand meanwhile puts its files there") {
  const test::TempDir project;
  const Tree made = {{"a/b.html", "b"}, {"a/c/.d", "d"}, {"e.html", "e"}, {"f g/h.html", "h"}};
  DiskOutput output(project / "site", project / "state");
  for (const auto& [path, bytes] : made) output.write(path, bytes);
  write_by_hand(project / "site" / "a" / "c" / "own.txt", "own");
  CHECK(output.commit().written == 4);
  CHECK(read_file(project / "site" / "a" / "c" / ".d") == "d");
  CHECK(tree(project / "site") ==
        Tree{{"a/b.html", "b"}, {"a/c/own.txt", "own"}, {"e.html", "e"}, {"f g/h.html", "h"}});
  CHECK(publish::untouched(project / "site", publish::read_manifest(project / "state")));
}

TEST_CASE("a first build that was cut off is finished by the next run") {
  const test::TempDir project;
  // As a commit leaves it that was killed when one of three folders had been moved, and another in
  // part.
  write_by_hand(project / "site" / "a" / "b.html", "b");
  write_by_hand(project / "site" / "c" / "d.html", "d");
  write_by_hand(project / "state" / "staging" / "1" / "e" / "f.html", "f");
  write_by_hand(project / "state" / "staging" / "2" / "g.html", "g");
  write_by_hand(project / "state" / "staging" / "plan",
                "broadsheet commit plan 1\n+0 a\n+1 c\n+2 h\nend\n");
  {
    const DiskOutput output(project / "site", project / "state");
  }
  CHECK(tree(project / "site") ==
        Tree{{"a/b.html", "b"}, {"c/d.html", "d"}, {"c/e/f.html", "f"}, {"h/g.html", "g"}});
  CHECK_FALSE(fs::exists(project / "state" / "staging"));
}

TEST_CASE("a commit that was cut off is finished by the next run") {
  const test::TempDir project;
  put(project, {{"a.html", "old a"}, {"b.html", "old b"}, {"c.html", "stale"}});
  // As a commit leaves it that was killed when one of two files had been moved.
  write_by_hand(project / "state" / "staging" / "1", "new b");
  write_by_hand(project / "site" / "a.html", "new a");
  write_by_hand(project / "state" / "staging" / "plan",
                "broadsheet commit plan 1\n+0 a.html\n+1 b.html\n-c.html\nend\n");
  {
    const DiskOutput output(project / "site", project / "state");
  }
  CHECK(tree(project / "site") == Tree{{"a.html", "new a"}, {"b.html", "new b"}});
}

TEST_CASE(
    "a site on another file system is copied there, and a copy that was cut off is made again",
    "[.filesystem]") {
  const test::TempDir project;
  std::string elsewhere = "/dev/shm/broadsheet-XXXXXX";
  struct stat here{}, there{};
  if (::mkdtemp(elsewhere.data()) == nullptr || ::stat(elsewhere.c_str(), &there) != 0 ||
      ::stat(project.path().c_str(), &here) != 0 || here.st_dev == there.st_dev) {
    FAIL("skipped: /dev/shm is not another file system than the temporary folder");
  }
  fs::create_directory_symlink(elsewhere, project / "site");
  put(project, {{"index.html", "home"}, {"a/b.html", "b"}, {"gone.html", "gone"}});
  CHECK(tree(elsewhere) == Tree{{"index.html", "home"}, {"a/b.html", "b"}, {"gone.html", "gone"}});
  CHECK(publish::untouched(project / "site", publish::read_manifest(project / "state")));
  CHECK(put(project, {{"index.html", "home"}, {"a/b.html", "2"}}).written == 1);
  CHECK(tree(elsewhere) == Tree{{"index.html", "home"}, {"a/b.html", "2"}});
  CHECK_FALSE(fs::exists(project / "state" / "staging"));

  write_by_hand(project / "state" / "staging" / "0", "again");
  write_by_hand(project / "state" / "staging" / "plan",
                "broadsheet commit plan 1\n+0 a/b.html\n-index.html\nend\n");
  write_by_hand(fs::path(elsewhere) / "a" / "b.html.part-12", "aga");
  {
    const DiskOutput next(project / "site", project / "state");
  }
  CHECK(tree(elsewhere) == Tree{{"a/b.html", "again"}});
  fs::remove_all(elsewhere);
}

TEST_CASE("a plan that is not complete is no plan") {
  const std::string plan = GENERATE(as<std::string>{}, "", "broadsheet commit plan 1\n-a.html\n",
                                    "broadsheet commit plan 1\n-../outside\nend\n",
                                    "broadsheet commit plan 9\n-a.html\nend\n",
                                    "broadsheet commit plan 1\nrubbish\nend\n");
  const test::TempDir project;
  put(project, {{"a.html", "a"}});
  write_by_hand(project / "outside", "kept");
  write_by_hand(project / "state" / "staging" / "plan", plan);
  {
    const DiskOutput output(project / "site", project / "state");
  }
  CHECK(tree(project / "site") == Tree{{"a.html", "a"}});
  CHECK(fs::exists(project / "outside"));
}

TEST_CASE("paths that leave the site or are claimed twice are refused") {
  const std::string path = GENERATE(as<std::string>{}, "", "/etc/passwd", "../x", "a/../../x",
                                    "a//b", "a/", "./a", "a\nb", "taken.html");
  const test::TempDir project;
  DiskOutput output(project / "site", project / "state");
  output.write("taken.html", "1");
  CHECK_THROWS_AS(output.write(path, "2"), Error);
}

TEST_CASE("a manifest comes back as it was") {
  const Manifest manifest = {
      {"a b.html", {.size = 1, .modified = 2, .hash = 3, .key = 4}},
      {"ü/index.html", {.size = 0, .modified = -1, .hash = ~0ULL, .key = ~0ULL}}};
  CHECK(publish::parse_manifest(publish::manifest_text(manifest)) == manifest);
}

TEST_CASE("a manifest of the first format, which has no keys, still states which files are stale") {
  CHECK(publish::parse_manifest("broadsheet site manifest 1\n1 -2 ff a b.html\nend\n") ==
        Manifest{{"a b.html", {.size = 1, .modified = -2, .hash = 255, .key = 0}}});

  const test::TempDir project;
  put(project, {{"gone/index.html", "1"}, {"d.html", "2"}});
  std::string old = "broadsheet site manifest 1\n";
  for (const auto& [path, stamp] : publish::read_manifest(project / "state"))
    old += std::to_string(stamp.size) + " " + std::to_string(stamp.modified) + " 0 " + path + "\n";
  write_by_hand(project / "state" / "site.manifest", old + "end\n");
  CHECK(put(project, {{"d.html", "2"}}).removed == 1);
  CHECK(tree(project / "site") == Tree{{"d.html", "2"}});
}

TEST_CASE("a damaged manifest is an empty one") {
  const std::string text =
      publish::manifest_text({{"a", {.size = 1, .modified = 2, .hash = 3, .key = 4}}});
  const std::string damaged =
      GENERATE_COPY(std::string(), text.substr(0, text.size() - 2), "x" + text, text.substr(0, 30),
                    std::string("broadsheet site manifest 2\n1 2 3\nend\n"),
                    std::string("broadsheet site manifest 1\n1 2 a\nend\n"),
                    std::string("broadsheet site manifest 3\n1 2 3 4 a\nend\n"),
                    std::string("broadsheet site manifest 2\n1 2 3 4 ../a\nend\n"));
  CHECK(publish::parse_manifest(damaged).empty());
}

#include "publish/tar.h"

#include "base/error.h"
#include "publish/process.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;

TEST_CASE("tar unpacks to the same site, long and foreign names too") {
  const test::TempDir folder;
  const std::string deep = std::string(90, 'a') + "/" + std::string(90, 'b') + "/index.html";
  const std::string longest = std::string(180, 'c') + ".html";
  const std::string greek = "αβγ/" + std::string(60, 'd') + std::string(90, 'e') + ".txt";
  test::Tree tree = {{".nojekyll", ""},
                     {"index.html", "home"},
                     {deep, "deep"},
                     {longest, std::string(1300, 'x')},
                     {greek, "greek"},
                     {"exact", std::string(512, 'y')},
                     {"2026/07/14/index.html", std::string("\0\xff\n", 3)}};
  // As long as a header has room for, and one byte longer: the name, and the folder before it.
  for (const std::size_t name : {100U, 101U}) {
    tree[std::string(name, 'n')] = "alone";
    for (const std::size_t before : {155U, 156U}) {
      tree[std::string(before, 'f') + "/" + std::string(name, 'n')] = "in a folder";
    }
  }
  test::write_tree(tree, folder / "site");
  write_file_atomically(folder / "site" / "mine.txt", "not of the site");
  publish::SiteFiles site{.folder = folder / "site", .paths = {}};
  for (const auto& [path, bytes] : tree) site.paths.push_back(path);

  const fs::path target = folder / "out" / "artifact.tar";
  const std::uint64_t bytes = publish::write_tar(site, target);
  CHECK(bytes == fs::file_size(target));
  CHECK(bytes % 10240 == 0);
  const std::string first = read_file(target);
  publish::write_tar(site, target);
  CHECK(read_file(target) == first);

  fs::create_directories(folder / "unpacked");
  const publish::ProcessResult ran =
      publish::run({.words = {"tar", "-xpf", target.string(), "-C", (folder / "unpacked").string()},
                    .folder = ".",
                    .variables = {},
                    .input = {}});
  INFO(ran.err);
  CHECK(ran.status == 0);
  CHECK(ran.err.empty());
  CHECK(test::read_tree(folder / "unpacked") == tree);
  const auto rights = fs::status(folder / "unpacked" / "2026" / "07").permissions();
  CHECK((rights & fs::perms::others_exec) != fs::perms::none);
  CHECK((fs::status(folder / "unpacked" / "index.html").permissions() & fs::perms::others_read) !=
        fs::perms::none);
}

TEST_CASE("a tar that cannot be written leaves the old one") {
  const test::TempDir folder;
  write_file_atomically(folder / "artifact.tar", "old");
  CHECK_THROWS_AS(
      publish::write_tar({.folder = folder.path(), .paths = {"missing"}}, folder / "artifact.tar"),
      Error);
  CHECK(read_file(folder / "artifact.tar") == "old");
  CHECK(test::read_tree(folder.path()).size() == 1);
}

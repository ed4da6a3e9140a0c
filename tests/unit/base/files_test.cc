#include "base/files.h"

#include <sys/resource.h>
#include <unistd.h>

#include <functional>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"
#include "support/unprivileged.h"

using namespace broadsheet;

TEST_CASE("files of a batch change together, when it is committed") {
  const test::TempDir dir;
  write_file_atomically(dir / "old", "old");
  write_file_atomically(dir / "same", "same");
  const fs::file_time_type before = fs::last_write_time(dir / "same");
  {
    FileBatch files;
    CHECK(files.add_if_changed(dir / "old", "new"));
    CHECK(files.add_if_changed(dir / "a/folder/more", "more"));
    CHECK_FALSE(files.add_if_changed(dir / "same", "same"));
    CHECK(read_file(dir / "old") == "old");
    CHECK_FALSE(fs::exists(dir / "a/folder/more"));
    files.commit();
    files.commit();  // nothing is left to do
  }
  CHECK(test::read_tree(dir.path()) ==
        test::Tree{{"old", "new"}, {"a/folder/more", "more"}, {"same", "same"}});
  CHECK(fs::last_write_time(dir / "same") == before);
}

TEST_CASE("a batch that is not committed leaves nothing") {
  const test::TempDir dir;
  write_file_atomically(dir / "old", "old");
  {
    FileBatch files;
    files.add_if_changed(dir / "old", "new");
    files.add_if_changed(dir / "more", "more");
  }
  CHECK(test::read_tree(dir.path()) == test::Tree{{"old", "old"}});
}

TEST_CASE("a batch stops at a file that cannot be written, before any has changed") {
  const test::TempDir dir;
  write_file_atomically(dir / "old", "old");
  write_file_atomically(dir / "file", "not a folder");
  {
    FileBatch files;
    files.add_if_changed(dir / "old", "new");
    CHECK_THROWS_AS(files.add_if_changed(dir / "file/x", "x"), Error);
  }
  CHECK(test::read_tree(dir.path()) == test::Tree{{"old", "old"}, {"file", "not a folder"}});
  SECTION(
      "a file that cannot be replaced is named; those before it are in place, those behind it "
      "stay") {
    fs::create_directories(dir / "folder/full");
    FileBatch files;
    files.add_if_changed(dir / "a", "a");
    files.add_if_changed(dir / "folder", "no file can be here");
    files.add_if_changed(dir / "b", "b");
    CHECK_THROWS_AS(files.commit(), Error);
    CHECK(fs::exists(dir / "a"));
    CHECK_FALSE(fs::exists(dir / "b"));
  }
}

TEST_CASE("what killed runs left half written goes, and nothing else") {
  const test::TempDir dir;
  const test::Tree stay = {{"a.json", ""},       {"a.part-", ""},        {"a.part-12x", ""},
                           {".part-12", ""},     {"a.part-12.json", ""}, {"party-12", ""},
                           {"deep/a.part12", ""}};
  test::write_tree(stay, dir / "root");
  for (const char* path : {"a.json.part-1", "deep/er/b.part-99999", ".hidden.part-7"})
    write_file_atomically(dir / "root" / path, "half");
  fs::create_directory(dir / "root/folder.part-3");
  write_file_atomically(dir / "away.part-5", "of another place");
  fs::create_symlink(dir / "away.part-5", dir / "root/link.part-5");
  fs::create_directory_symlink(dir.path(), dir / "root/up");
  remove_leftovers(dir / "root");
  CHECK(fs::exists(dir / "away.part-5"));
  CHECK(fs::is_directory(dir / "root/folder.part-3"));
  CHECK(fs::is_symlink(fs::symlink_status(dir / "root/link.part-5")));
  fs::remove(dir / "root/link.part-5");
  fs::remove(dir / "root/up");
  CHECK(test::read_tree(dir / "root") == stay);
  remove_leftovers(dir / "nowhere");  // nothing to do
}

TEST_CASE("a file whose folder cannot be made is reported with the reason") {
  const test::TempDir dir;
  write_file_atomically(dir / "file", "not a folder");
  const std::string path = (dir / "file/folder/x").string();
  CHECK_THROWS_WITH(write_file_atomically(path, "x"),
                    path + ": error: cannot write: Not a directory");
}

TEST_CASE("a folder that cannot be looked into is an error, not a shorter list") {
  const test::TempDir dir;
  write_file_atomically(dir / "a/inner", "");
  write_file_atomically(dir / "b", "");
  CHECK(list_files(dir.path()) == std::vector<std::string>{"a/inner", "b"});
  CHECK_THROWS_AS(list_files(dir / "b"), Error);

  // Room for one more open file: the root, and not a folder in it.
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const int next = ::dup(0);
  REQUIRE(next >= 0);
  ::close(next);
  rlimit tight = before;
  tight.rlim_cur = static_cast<rlim_t>(next) + 1;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
  std::string said;
  try {
    list_files(dir.path());
  } catch (const Error& e) {
    said = e.what();
  }
  ::setrlimit(RLIMIT_NOFILE, &before);
  CHECK(said == (dir / "a").string() + ": error: cannot list: Too many open files");
}

namespace {

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("an error of a file names its path and the reason") {
  const test::TempDir dir;
  fs::permissions(dir.path(), fs::perms(0755));
  write_file_atomically(dir / "locked/inner/file", "");
  fs::permissions(dir / "locked", fs::perms::none);
  const fs::path inner = dir / "locked/inner", file = inner / "file";
  {
    const test::Unprivileged user;
    const auto refused = [](const fs::path& path, const std::string& action) {
      return path.string() + ": error: " + action + ": Permission denied";
    };
    CHECK(error_of([&] { read_file(file); }) == refused(file, "cannot read"));
    CHECK(error_of([&] { read_file_if_exists(file); }) == refused(file, "cannot read"));
    CHECK(error_of([&] { path_exists(file); }) == refused(file, "cannot read"));
    CHECK(error_of([&] { write_file_atomically(file, "x"); }) == refused(file, "cannot write"));
    CHECK(error_of([&] { remove_tree(file); }) == refused(file, "cannot remove"));
    CHECK(error_of([&] { list_files(dir / "locked"); }) == refused(dir / "locked", "cannot list"));
    CHECK(error_of([&] { list_files(inner); }) == refused(inner, "cannot list"));
    CHECK_FALSE(can_list(inner));
    remove_leftovers(dir.path());  // a folder that cannot be listed is skipped
  }
  fs::permissions(dir / "locked", fs::perms::owner_all);
  CHECK(can_list(inner));
  CHECK(path_exists(file));
  CHECK_FALSE(path_exists(dir / "nothing/here"));
}

TEST_CASE("a walk skips what another process removes meanwhile") {
  const test::TempDir dir;
  for (const char* path : {"a/file", "b/file", "c/file"}) write_file_atomically(dir / path, "");
  int folders = 0, files = 0;
  walk(dir.path(), [&](const fs::directory_entry& entry) {
    if (entry.path().filename() == "file") {
      ++files;
    } else if (++folders == 1) {
      fs::remove_all(entry.path());
    } else if (folders == 2) {
      fs::remove_all(entry.path());
      write_file_atomically(entry.path(), "a file in place of the folder");
    }
    return true;
  });
  CHECK(folders == 3);
  CHECK(files == 1);
  walk(dir / "nothing", [](const fs::directory_entry&) -> bool { throw Error({}, {}, "visited"); });
  CHECK(error_of([&] {
          write_file_atomically(dir / "plain", "");
          list_files(dir / "plain");
        }) == (dir / "plain").string() + ": error: cannot list: Not a directory");
}

TEST_CASE("every walk over folders uses walk or list_files") {
  const fs::path root(BROADSHEET_SOURCE_DIR);
  for (const char* part : {"generator", "tests"}) {
    for (const std::string& path : list_files(root / part)) {
      if (!path.ends_with(".cc") && !path.ends_with(".h")) continue;
      if (path == "base/files.cc" || path == "unit/base/files_test.cc") continue;
      CAPTURE(path);
      CHECK(read_file(root / part / path).find("directory_iterator") == std::string::npos);
    }
  }
}

TEST_CASE("a tree is removed completely, and what is not there is no trouble") {
  const test::TempDir dir;
  write_file_atomically(dir / "a/b/c", "");
  write_file_atomically(dir / "d", "");
  remove_tree(dir / "a");
  remove_tree(dir / "d");
  remove_tree(dir / "d");
  CHECK(test::read_tree(dir.path()).empty());
  CHECK_FALSE(fs::exists(dir / "a"));
}

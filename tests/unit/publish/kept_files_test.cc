#include "publish/kept_files.h"

#include "support/catch.h"

using namespace broadsheet::publish;
using Paths = std::vector<std::string>;

TEST_CASE("a publish lists the files it kept in its message") {
  const Paths site = {".nojekyll", "a/x.html", "index.html"};
  const std::string message = publish_message(
      "Publish it", {"CNAME", "a/other.txt", "b/c/1", "b/c/2", "b/d", "with space%\n"}, site);
  CHECK(message ==
        "Publish it\n\nPublished-by: broadsheet\nKept: CNAME\nKept: a/other.txt\nKept: b/\n"
        "Kept: with%20space%25%0A\n");
  const KeptFiles kept(message);
  for (const char* path : {"CNAME", "a/other.txt", "b/c/1", "b/new", "with space%\n"}) {
    CAPTURE(path);
    CHECK(kept.contains(path));
  }
  for (const char* path : {"a/x.html", "index.html", "b", "CNAME2", "a"}) {
    CAPTURE(path);
    CHECK_FALSE(kept.contains(path));
  }
}

TEST_CASE("a subject cannot list files") {
  CHECK_FALSE(KeptFiles(publish_message("Kept: index.html", {}, {})).contains("index.html"));
  CHECK_FALSE(KeptFiles("Kept: index.html\n").contains("index.html"));
}

TEST_CASE("what a site replaces is not beside it") {
  const Paths site = {"a", "b/c", "d"};
  CHECK(paths_beside({"CNAME", "a", "a/x", "b", "b/other", "d/e/f"}, site) ==
        Paths{"CNAME", "b/other"});
}

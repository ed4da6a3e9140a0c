#include "base/diagnostics.h"
#include "base/error.h"
#include "base/files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace broadsheet;

TEST_CASE("a folder in the place of a file is refused, not read") {
  const test::TempDir dir;
  fs::create_directory(dir / "config.yaml");
  CHECK_THROWS_AS(read_file(dir / "config.yaml"), Error);
  CHECK_THROWS_AS(read_file_if_exists(dir / "config.yaml"), Error);
}

TEST_CASE("a message does not steer the terminal") {
  Diagnostics problems;
  problems.error({"a\x1B[2J.json", 1, 2}, "unknown key '\x1B[31m\x7F\a'");
  CHECK(problems.str() == "a?[2J.json:1:2: error: unknown key '?[31m?\?'\n");
}

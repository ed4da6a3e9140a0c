#include "base/error.h"

#include <string>

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("an error keeps its location and its message apart") {
  const Error full(ErrorKind::Config, {"a: error: b.yaml", 7, 3}, "unknown key 'error: x'");
  CHECK(std::string(full.what()) == "a: error: b.yaml:7:3: error: unknown key 'error: x'");
  CHECK(full.where() == Location{"a: error: b.yaml", 7, 3});
  CHECK(full.message() == "unknown key 'error: x'");

  const Error bare(ErrorKind::Io, {}, "no space");
  CHECK(std::string(bare.what()) == "error: no space");
  CHECK(bare.where() == Location{});
  CHECK(bare.message() == "no space");
}

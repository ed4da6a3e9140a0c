#pragma once
// Where recorded input of tests is.

#include <filesystem>
#include <string>

#include "support/catch.h"

namespace broadsheet::test {

/// The folder `kind` of tests/fixtures, which is part of every checkout.
inline std::filesystem::path fixtures(const std::string& kind) {
  return std::filesystem::path(BROADSHEET_SOURCE_DIR) / "tests" / "fixtures" / kind;
}

/// A path in ../shared, the folder of real data beside the checkout. Only test cases with the tag
/// [.shared] call this; ctest reports them as skipped when the folder is absent.
inline std::filesystem::path shared(const std::string& path) {
  const std::filesystem::path root =
      std::filesystem::path(BROADSHEET_SOURCE_DIR).parent_path() / "shared";
  if (!std::filesystem::is_directory(root)) FAIL("skipped: ../shared is absent");
  return root / path;
}

}  // namespace broadsheet::test

#pragma once
// A folder that lives as long as a test.

#include <cstdlib>
#include <filesystem>
#include <string>

namespace broadsheet::test {

namespace fs = std::filesystem;

class TempDir {
 public:
  TempDir() {
    std::string name = (fs::temp_directory_path() / "broadsheet-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TempDir() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const fs::path& path() const { return path_; }
  fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

/// The folder of real input beside the checkout; empty when it is absent. Tests that need it
/// then say so and pass: WARN("skipped: ../shared is absent").
inline fs::path shared_dir() {
  const fs::path found = fs::path(BROADSHEET_SOURCE_DIR).parent_path() / "shared";
  return fs::is_directory(found) ? found : fs::path();
}

}  // namespace broadsheet::test

#pragma once
// Folders as values, and the folders of cases that the golden and the broken tests run.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"

namespace broadsheet::test {

namespace fs = std::filesystem;

using Tree = std::map<std::string, std::string>;

/// All files below a folder, hidden ones too.
inline Tree read_tree(const fs::path& root) {
  Tree tree;
  walk(root, [&](const fs::directory_entry& file) {
    std::error_code vanished;
    if (!file.is_regular_file(vanished)) return true;
    if (auto bytes = read_file_if_exists(file.path()))
      tree[file.path().lexically_relative(root).generic_string()] = *std::move(bytes);
    return true;
  });
  return tree;
}

/// Makes the folder hold exactly these files.
inline void write_tree(const Tree& tree, const fs::path& root) {
  fs::remove_all(root);
  for (const auto& [path, bytes] : tree) write_file_atomically(root / path, bytes);
}

/// The folders in tests/<kind>, sorted: one case each.
inline std::vector<fs::path> cases_in(const std::string& kind) {
  std::vector<fs::path> cases;
  walk(fs::path(BROADSHEET_SOURCE_DIR) / "tests" / kind, [&](const fs::directory_entry& entry) {
    if (entry.is_directory()) cases.push_back(entry.path());
    return false;
  });
  std::sort(cases.begin(), cases.end());
  return cases;
}

/// Whether this run shall write what it expects anew: UPDATE_GOLDENS=1, as ./dev goldens sets it.
inline bool update_goldens() { return std::getenv("UPDATE_GOLDENS") != nullptr; }

}  // namespace broadsheet::test

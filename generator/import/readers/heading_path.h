#pragma once
// The headings above a line of Markdown.

#include <string>
#include <utility>
#include <vector>

namespace broadsheet::importer {

/// The headings that a reader is below, outermost first.
class HeadingPath {
 public:
  /// @param level  1 to 6; those of this level and deeper end
  /// @param name   empty: it names nothing
  void enter(int level, std::string name) {
    while (!open_.empty() && open_.back().first >= level) open_.pop_back();
    open_.emplace_back(level, std::move(name));
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [level, name] : open_) {
      if (!name.empty()) names.push_back(name);
    }
    return names;
  }

 private:
  std::vector<std::pair<int, std::string>> open_;
};

}  // namespace broadsheet::importer

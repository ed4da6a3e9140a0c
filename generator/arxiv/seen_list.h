#pragma once
// .broadsheet/seen.tsv: when each paper was announced. Format: docs/curation.md.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "model/announcement.h"

namespace broadsheet::arxiv {

fs::path seen_path(const fs::path& root);

/// Which papers were announced when. One entry for each paper and day, so that days may be added in
/// any order.
class SeenList {
 public:
  /// Reads the file; if it is absent or damaged, rebuilds the list from the inbox files.
  static SeenList load(const fs::path& root);

  /// Adds or replaces a day.
  void put(const Announcement& day);
  /// The latest day before `day` that held the paper; its `abstract_changed` compares with
  /// `abstract`.
  std::optional<Seen> before(Day day, const PaperId& id, const std::string& abstract) const;
  /// Whether another day, earlier or later, held this version of the paper.
  bool has_other_day(Day day, const PaperId& id, int version) const;
  void save(const fs::path& root) const;

 private:
  struct Entry {
    int version = 0;
    std::string abstract_hash;
  };
  /// @return false if the text is damaged
  bool add_lines(std::string_view text);

  std::map<PaperId, std::map<Day, Entry>> papers_;
};

}  // namespace broadsheet::arxiv

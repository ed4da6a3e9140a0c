#pragma once
// What a reader has starred, read and hidden on the site, as its "starred" page exports it.

#include <set>
#include <string>

#include "base/files.h"
#include "model/paper_id.h"

namespace broadsheet::app {

/// Marks by anchor (render::anchor_of: "p2607-01234"), in which '.' and '/' are both '-'.
class Marks {
 public:
  bool starred(const PaperId& id) const;
  bool hidden(const PaperId& id) const;
  std::size_t stars() const { return starred_.size(); }

 private:
  friend Marks read_marks(const fs::path& root);
  std::set<std::string> starred_, hidden_;
};

/// content/marks.json: an object of "star", "read" and "hide", each an object whose keys are
/// anchors, or a list of identifiers when written by hand. Other keys are left alone; what is read
/// shows nothing of taste. No marks when there is no file; with a warning, when it is no such file.
Marks read_marks(const fs::path& root);

}  // namespace broadsheet::app

#pragma once
// All digests: the input of pages and indexes. Immutable.

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/digest.h"

namespace broadsheet {

/// The position of an entry: digests()[digest].papers[entry].
struct Appearance {
  std::size_t digest = 0;
  std::size_t entry = 0;
};

/// One distinct paper. Its title, scores and so on are those of its first appearance, so that a
/// paper that appears again changes no older page. All appearances, oldest first; at least one.
struct Paper {
  PaperId id;
  std::vector<Appearance> appearances;
};

class Library {
 public:
  /// Takes digests in any order; at most one per day (asserted). Entries that are one paper
  /// (KnownPapers) get the identifier of the first.
  explicit Library(std::vector<Digest> digests);

  // Not of a temporary library: `for (const Digest& d : load_library(...).digests())` would read
  // what is gone.
  std::span<const Digest> digests() const& { return digests_; }  ///< oldest first
  std::span<const Digest> digests() const&& = delete;
  /// Distinct papers in document order: ascending day of first appearance, then descending score
  /// (0 for a paper without a score), then ascending id.
  /// Later digests never change the order of earlier papers.
  std::span<const Paper> papers() const& { return papers_; }
  std::span<const Paper> papers() const&& = delete;

  const Entry& entry(const Appearance& at) const { return digests_[at.digest].papers[at.entry]; }
  const Entry& first(const Paper& paper) const { return entry(paper.appearances.front()); }
  Day first_day(const Paper& paper) const {
    return digests_[paper.appearances.front().digest].date;
  }

  const Paper* find(const PaperId& id) const;  ///< nullptr if there is none
  const Digest* find(Day day) const;           ///< nullptr if there is none
  /// Days without a digest that a digest names as the issue before or after it
  /// (`extra.neighbours`): they exist but are not here. Oldest first.
  std::span<const Day> absent_days() const& { return absent_days_; }
  std::span<const Day> absent_days() const&& = delete;
  bool is_absent(Day day) const;  ///< whether absent_days() has it
  std::size_t entries() const {
    return entries_;
  }  ///< on all days; a repeated paper counts each time
  std::vector<Month> months() const;  ///< those with a digest, oldest first
  std::vector<int> years() const;     ///< those with a digest, oldest first

 private:
  std::vector<Digest> digests_;
  std::vector<Paper> papers_;
  std::map<PaperId, std::size_t> by_id_;
  std::vector<Day> absent_days_;
  std::size_t entries_ = 0;
};

}  // namespace broadsheet

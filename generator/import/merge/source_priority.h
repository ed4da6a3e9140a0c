#pragma once
// Which of a day's sources is believed, question by question.

#include <set>

#include "import/formats/parsed_source.h"

namespace broadsheet::importer {

/// The member of a digest's extra that lists the kinds of source it was put together from.
inline constexpr const char* kImportedFrom = "imported_from";

inline constexpr int kOwn = 0;  ///< a digest that was made here or by hand
inline constexpr int kVain =
    98;  ///< a run here that failed: whatever was found elsewhere is better
inline constexpr int kNothing = 99;  ///< this source does not tell it

/// What is ranked.
enum class Matter { Text, Usage, Prompt, Order };

/// A source with what is asked of it often.
struct Source {
  Found found;
  std::set<SourceKind> kinds;  ///< what it comes from; {OurDigest} for one made here

  /// Lower is better. A digest that was imported stands just above the best of its kinds.
  int rank(Matter matter) const;
  /// Whether it tells which papers are on the day; hotspot files and what was imported from them
  /// alone do not.
  bool is_list() const { return kinds != std::set<SourceKind>{SourceKind::HotspotPapers}; }
  bool lists_papers() const;  ///< a list with papers beside the spotlighted ones
  bool is_own() const { return kinds.count(SourceKind::OurDigest) > 0; }
  /// A day that was scored here, failed and has no papers.
  bool is_vain() const;
};

Source source_of(Found found);

}  // namespace broadsheet::importer

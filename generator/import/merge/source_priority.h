#pragma once
// Which of a day's sources is preferred, matter by matter.

#include <set>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "import/source/parsed_source.h"

namespace broadsheet::importer {

/// The member of a digest's extra that lists the kinds of source that it was merged from.
inline constexpr const char* kImportedFrom = "imported_from";

/// Ranks, lower is preferred.
inline constexpr int kOwn = 0;          ///< a digest that was scored here or written by hand
inline constexpr int kFailedHere = 98;  ///< a run here that failed: any other source is preferred
inline constexpr int kNothing = 99;     ///< the source does not have it

/// What is ranked.
enum class Matter { Text, Usage, Prompt, Order };

/// A source with what merging asks of it.
struct Source {
  ParsedSource parsed;
  std::set<SourceKind> kinds;  ///< what it was merged from; {OurDigest} if it was made here

  const Digest& digest() const { return parsed.digest; }

  /// A digest that was imported ranks just before the best of its kinds, so that a better source
  /// still improves it, while a repair by hand survives importing the same file again.
  int rank(Matter matter) const;

  /// Whether it states which papers are on the day. A list of spotlighted papers does not.
  bool is_list() const { return kinds != std::set<SourceKind>{SourceKind::HotspotPapers}; }
  bool lists_papers() const;  ///< a list with papers beside the spotlighted ones

  bool is_own() const { return kinds.count(SourceKind::OurDigest) > 0; }
  bool failed_here() const;  ///< scored here, failed and without papers

  Location header_place() const { return {digest().path, parsed.header_line, 0}; }
  Location paper_place(const PaperId& id) const;
  Location file_place() const { return {digest().path, 0, 0}; }
};

Source source_of(ParsedSource parsed);

/// The sources that have the matter, best first; equal ones in their order.
std::vector<const Source*> by_priority(const std::vector<Source>& sources, Matter matter);

/// Whether the entry is on the day's list, as its source has it.
inline bool is_listed(const Entry& entry) { return entry.spotlight.kind == SpotlightKind::None; }

}  // namespace broadsheet::importer

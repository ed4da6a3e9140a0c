#pragma once
// Which identifiers are of one paper.

#include <map>
#include <string_view>

#include "model/paper_id.h"

namespace broadsheet {

/// Two entries are one paper if they have the same identifier, or the same DOI unless both have
/// arXiv identifiers (a DOI of a proceedings volume may be in the records of many).
class KnownPapers {
 public:
  /// The identifier under which the paper was first added; `id` if it is new.
  /// @param doi  of the journal or conference, as an entry states it; may be empty or no DOI
  PaperId add(const PaperId& id, std::string_view doi);

 private:
  std::map<PaperId, PaperId> known_;   ///< every identifier, to the first one of its paper
  std::map<PaperId, PaperId> by_doi_;  ///< a DOI as an identifier, to the same
};

}  // namespace broadsheet

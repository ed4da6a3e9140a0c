#include "model/known_papers.h"

#include <array>
#include <optional>

namespace broadsheet {

PaperId KnownPapers::add(const PaperId& id, std::string_view doi) {
  if (const auto known = known_.find(id); known != known_.end()) return known->second;
  const std::array<std::optional<PaperId>, 2> dois = {
      id.is_arxiv() || id.doi().empty() ? std::nullopt : std::optional(id),
      PaperId::parse_doi(doi)};
  PaperId first = id;
  for (const std::optional<PaperId>& stated : dois) {
    if (!stated) continue;
    const auto known = by_doi_.find(*stated);
    if (known == by_doi_.end() || (known->second.is_arxiv() && id.is_arxiv())) continue;
    first = known->second;
    break;
  }
  known_.emplace(id, first);
  for (const std::optional<PaperId>& stated : dois) {
    if (stated) by_doi_.emplace(*stated, first);
  }
  return first;
}

}  // namespace broadsheet

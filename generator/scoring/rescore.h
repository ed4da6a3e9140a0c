#pragma once
// A digest under other cut-offs, from its verdicts. Pure.

#include <optional>
#include <vector>

#include "config/config.h"
#include "model/announcement.h"
#include "model/digest.h"

namespace broadsheet::scoring {

/// The digest of a day under the cut-offs, formula and topics of `config`. Papers below the
/// cut-offs are removed, papers that reach them are added from the announcement.
/// @param announcement  without it, papers that should be added are listed in `not_found`
struct Rescored {
  Digest digest;
  std::vector<PaperId> added{}, removed{}, not_found{};
};
Rescored rescore(const Digest& digest, const std::optional<Announcement>& announcement,
                 const config::Config& config);

}  // namespace broadsheet::scoring

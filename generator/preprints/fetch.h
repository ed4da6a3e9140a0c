#pragma once
// From all services that config.yaml names to the inbox: arXiv, bioRxiv and medRxiv.
//
// bioRxiv and medRxiv post each day, also at weekends. A day of the inbox has what they posted from
// the working day before it to the day before it: at the time of the run its own day has only begun
// (docs/decisions/0020-days-of-preprints.md).

#include <span>
#include <string>
#include <vector>

#include "arxiv/fetch.h"
#include "config/config.h"
#include "net/environment.h"

namespace broadsheet::preprints {

struct Fetched {
  std::vector<arxiv::FetchResult> days;  ///< oldest first
  /// Why papers of bioRxiv or medRxiv are missing ("... bioRxiv did not respond: HTTP 503"); empty
  /// if none are. Their days are recorded as incomplete.
  std::string trouble{};
};

/// As arxiv::fetch_today, and adds the preprints to the day that arXiv announces; those of a day on
/// which it announces nothing go to the next. Without categories of arXiv each working day is one.
Fetched fetch_today(const fs::path& root, const config::FetchConfig& config,
                    std::span<const std::string> holidays, bool again,
                    const net::Environment& environment);

/// As arxiv::fetch_past. Of a day that lacks nothing but preprints, arXiv is not asked again.
Fetched fetch_past(const fs::path& root, const config::FetchConfig& config,
                   std::span<const std::string> holidays, Day from, Day to, InboxSource source,
                   bool again, const net::Environment& environment);

}  // namespace broadsheet::preprints

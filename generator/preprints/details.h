#pragma once
// The lists of bioRxiv's API, which medRxiv shares. Source: https://api.biorxiv.org

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/announcement.h"
#include "model/preprint_servers.h"

namespace broadsheet::preprints {

/// One page of a list: a version of a paper in each item.
struct DetailsPage {
  std::int64_t total = 0;                 ///< items of the list
  std::int64_t items = 0;                 ///< of this page, unreadable ones included
  std::vector<Announced> papers{};        ///< later versions are of type "replace"
  std::vector<std::string> unreadable{};  ///< titles of items without a DOI, or their DOI
};

/// "https://api.biorxiv.org/details/biorxiv/2026-02-27/2026-03-01/0": papers posted on these days.
/// @param cursor  items before the page
std::string details_url(const std::string& base, const PreprintServer& server, Day from, Day to,
                        std::int64_t cursor);

/// Throws Error(Network) for anything but a complete response. White space is collapsed, entities
/// are decoded, tags of italics and scripts are removed; names become "Given Family".
/// @param name  of the document in messages
DetailsPage read_details(std::string_view json, const std::string& name);

}  // namespace broadsheet::preprints

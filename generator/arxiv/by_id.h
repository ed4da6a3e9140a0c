#pragma once
// Papers by their ids, from the query API.

#include <functional>
#include <span>
#include <vector>

#include "arxiv/feeds.h"
#include "base/files.h"
#include "config/config.h"
#include "net/environment.h"

namespace broadsheet::arxiv {

/// Ids of one request.
inline constexpr std::size_t kIdBatch = 100;

/// Asks for the papers in batches, with the pause of config between them. Ids that arXiv does not
/// know are left out. If it refuses a batch, its halves are asked for, so that one id takes no
/// other with it.
///
/// Throws Error(Network) if there is no response.
/// @param receive  called with the papers of each batch, so that they can be kept
void fetch_by_id(const fs::path& root, const config::FetchConfig& config,
                 std::span<const PaperId> ids, const net::Environment& environment,
                 const std::function<void(const std::vector<Announced>& papers)>& receive);

}  // namespace broadsheet::arxiv

#pragma once
// bioRxiv and medRxiv: their names and subject areas.
// Source: https://www.biorxiv.org and https://www.medrxiv.org, "Subject Areas", as of July 2026.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/paper_id.h"

namespace broadsheet {

/// A server of preprints whose papers have DOIs.
struct PreprintServer {
  std::string_view id;                           ///< in config.yaml and in requests: "biorxiv"
  IdScheme scheme;                               ///< of its papers
  std::span<const std::string_view> categories;  ///< in lower case: "cell biology"
};

/// bioRxiv and medRxiv.
const std::array<PreprintServer, 2>& preprint_servers();

/// The category as `server` writes it: "cell biology" for "Cell-Biology" and "cell_biology"; what
/// is in parentheses does not count. std::nullopt if there is none.
std::optional<std::string_view> find_category(const PreprintServer& server, std::string_view text);

/// A category as it is compared: lower case, words separated by a space, without parentheses.
std::string plain_category(std::string_view text);

}  // namespace broadsheet

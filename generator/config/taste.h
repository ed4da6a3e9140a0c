#pragma once
// `taste` of config.yaml, which only scoring and `broadsheet taste` read.

#include <string>
#include <string_view>

namespace broadsheet::config {

/// What the recommender knows of the reader's own library; see docs/curation.md.
struct TasteConfig {
  bool name_papers = false;  ///< reasons name the paper of the library, and so publish its title
  /// Environment variable with the key of Zotero's web API.
  std::string zotero_key_env = "BROADSHEET_ZOTERO_KEY";
  std::string zotero_url = "https://api.zotero.org";
};

/// The group in the text of a config.yaml. What is wrong in it is left at its default: `parse`
/// reports it.
TasteConfig read_taste(const std::string& bytes);

}  // namespace broadsheet::config

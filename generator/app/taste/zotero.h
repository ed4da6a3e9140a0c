#pragma once
// A library of Zotero, through its web API, version 3.
// Source: https://www.zotero.org/support/dev/web_api/v3/basics

#include <optional>
#include <string>
#include <string_view>

#include "config/taste.h"
#include "net/environment.h"
#include "taste/read_list.h"

namespace broadsheet::app {

/// "users/475425/items/top" of "zotero:475425"; also of "zotero:475425/collections/AB12CD34" and
/// "zotero:groups/123". std::nullopt for anything else.
std::optional<std::string> zotero_path(std::string_view name);

/// All papers of the library, page by page, newest first, at most taste::kMostRead. The key is in
/// the environment variable taste.zotero_key_env; a public library needs none. It goes to no other
/// server than taste.zotero_url, whatever a page links to.
///
/// Throws Error(Network) if there is no response or it cannot be read, Error(Config) if the library
/// may not be read or the key would be sent without TLS. No message has the key in it.
/// @param name  "zotero:475425", the source of the papers
taste::PaperList read_zotero(const std::string& name, bool against,
                             const config::TasteConfig& config, const net::Environment& world);

}  // namespace broadsheet::app

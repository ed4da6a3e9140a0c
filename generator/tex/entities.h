#pragma once
// HTML entities in the titles and abstracts of papers.

#include <string>
#include <string_view>

namespace broadsheet::tex {

/// "R&amp;D", "&#39;", "&#x3b1;", "&eacute;" as the characters they denote; anything else is kept.
/// Decodes once: "&amp;lt;" gives "&lt;".
std::string decode_entities(std::string_view text);

}  // namespace broadsheet::tex

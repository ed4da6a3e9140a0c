#pragma once
// JSON as programs write it that do not keep to the standard.

#include <optional>
#include <string>
#include <string_view>

#include "json/document.h"

namespace broadsheet::importer {

/// The text with "NaN" and "Infinity" outside strings as null, as pandas writes them, and without
/// commas before a closing bracket. Linear in the size of the text.
std::string standard_json(std::string_view text);

/// Parses the text, and if that fails, its standard_json.
std::optional<json::Document> parse_loosely(std::string_view text);

}  // namespace broadsheet::importer

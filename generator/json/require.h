#pragma once
// Reads files that this program writes itself, where any deviation makes the file unusable. Each
// function throws Error(ErrorKind::Content) with the location of the first deviation.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/document.h"

namespace broadsheet::json {

/// @param path  how messages name the file
Document require_document(std::string bytes, const std::string& path);

// Members of `object`, which must exist and be of the type. `object` may be any node.
Node require(const Node& object, std::string_view key, Kind kind);
std::string require_text(const Node& object, std::string_view key);
std::vector<std::string> require_texts(const Node& object, std::string_view key);
std::int64_t require_integer(const Node& object, std::string_view key);
double require_number(const Node& object, std::string_view key);
bool require_bool(const Node& object, std::string_view key);

/// Throws for a value that is read but not accepted.
[[noreturn]] void reject(const Node& value, const std::string& message);

}  // namespace broadsheet::json

#pragma once
// JSON Schema of values of config.yaml, for editors. Source: https://json-schema.org/draft-07
//
// YAML gives an editor types that this program does not have: "title: 2026" is text here.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::config {

struct Key;

inline constexpr std::string_view kTextSchema =
    R"({"type": ["string", "number", "boolean", "null"]})";
inline constexpr std::string_view kFilledTextSchema =
    R"({"type": ["string", "number", "boolean"]})";
inline constexpr std::string_view kFlagSchema =
    R"({"enum": [true, false, "yes", "no", "on", "off"]})";

std::string words_schema(const std::vector<std::string>& words);
/// @param or_empty  the key may have no value
std::string number_schema(bool whole, double least, double most, bool or_empty);
std::string pattern_schema(std::string_view pattern, bool or_empty);
/// A list of `item`, or no value.
std::string list_schema(std::string_view item);
/// Either of two schemas.
std::string either_schema(std::string_view one, std::string_view other);
/// A group of keys, or no value.
/// @param required  names of keys that it must have
std::string group_schema(const std::vector<Key>& keys,
                         const std::vector<std::string>& required = {});
/// A group with any names.
std::string map_schema(std::string_view value);

}  // namespace broadsheet::config

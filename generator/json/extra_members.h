#pragma once
// The one-line JSON objects that an Entry or a Digest keeps (extra_json, source_json) as maps.

#include <map>
#include <string>

namespace broadsheet::json {

/// Members by key, each value as one-line JSON. Empty for an empty or damaged text.
std::map<std::string, std::string> members_of(const std::string& object_json);

/// One line, keys sorted by bytes; empty for no members.
std::string object_of(const std::map<std::string, std::string>& members);

/// `text` as a JSON string.
std::string quoted_json(const std::string& text);

}  // namespace broadsheet::json

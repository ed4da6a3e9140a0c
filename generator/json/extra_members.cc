#include "json/extra_members.h"

#include <optional>

#include "json/tree.h"
#include "json/writer.h"

namespace broadsheet::json {

std::map<std::string, std::string> members_of(const std::string& object_json) {
  std::map<std::string, std::string> members;
  if (object_json.empty()) return members;
  Diagnostics unused;
  const std::optional<JsonTree> tree = JsonTree::parse(object_json, {}, unused);
  if (!tree || !tree->root().is(JsonKind::Object)) return members;
  for (const JsonValue member : tree->root()) {
    members.emplace(std::string(member.key()), compact_json(member));
  }
  return members;
}

std::string object_of(const std::map<std::string, std::string>& members) {
  CompactObject object;
  for (const auto& [key, json] : members) object.add_raw(key, json);
  return object.str();
}

std::string quoted_json(const std::string& text) {
  std::string json;
  append_json_text(json, text);
  return json;
}

}  // namespace broadsheet::json

#pragma once
// Labelled parts, translations, links and ratings of a record.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "import/records/part_names.h"
#include "json/value.h"
#include "model/digest.h"

namespace broadsheet::importer {

/// The members that give an entry its fields.
struct UsedMembers {
  std::set<const json::Member*> whole = {};
  std::map<const json::Member*, json::Object> rest = {};  ///< of groups that are used in part
  std::vector<std::string> dropped = {};  ///< parts that state nothing: "AI.tldr 'Error'"
};

/// A rating as it is written, "8" or "85/100", labelled by its key: "clarityScore" gives "clarity".
/// std::nullopt if it is no number, or no reasonable one.
std::optional<Rating> rating_of(std::string_view key, const json::Value& value);

/// Adds a title or an abstract (`kind`) in another language.
/// @return false if the entry has one in that language
bool add_translation(Entry& entry, PartKind kind, const std::string& language, std::string text);

/// Reads what the members state beside the fields with one value, also one level deeper ("AI" of
/// several parts), into parts, translations, links and ratings. Members that are used already are
/// not read. Time is linear in the size of the members.
void read_parts(const json::Object& members, UsedMembers& used, Entry& entry);

}  // namespace broadsheet::importer

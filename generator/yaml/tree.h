#pragma once
// The one door to libyaml: YAML text to values with positions.

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/position.h"

namespace broadsheet {

enum class YamlKind { Nothing, Text, List, Group };

/// One value. A number, `yes` or `no` is Text as it was written.
struct YamlNode {
  YamlKind kind = YamlKind::Nothing;
  Position at{};                  ///< of the value or its anchor; of an alias: of what it repeats
  std::string text{};             ///< of a Text
  std::vector<YamlNode> items{};  ///< of a List; of a Group its members, no key twice
  std::string key{};              ///< of a member of a Group
  Position key_at{};

  bool is(YamlKind wanted) const { return kind == wanted; }
  const YamlNode* find(const std::string& wanted) const;  ///< nullptr when there is none
};

/// Reads one document. Text that is not YAML, duplicate keys, tabs as indentation, control
/// characters and a second document are errors with a position. Limits, with aliases expanded:
/// 256 kB, 20,000 values, 1 MB of text in values, 64 levels. Time is linear in the size of the
/// text. Never throws.
/// @param path  how messages name the file
/// @return nothing when the text cannot be used at all
std::optional<YamlNode> parse_yaml(const std::string& bytes, const std::string& path,
                                   Diagnostics& problems);

}  // namespace broadsheet

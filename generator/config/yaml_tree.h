#pragma once
// The one door to yaml-cpp for settings: YAML text to values that know their places.

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/position.h"

namespace broadsheet::config {

enum class YamlKind { Nothing, Text, List, Group };

/// One value. A number, `yes` or `no` is Text as it was written.
struct YamlNode {
  YamlKind kind = YamlKind::Nothing;
  Position at{};                  ///< of the value; of an alias: where its anchor stands
  std::string text{};             ///< of a Text
  std::vector<YamlNode> items{};  ///< of a List; of a Group its members, no key twice
  std::string key{};              ///< of a member of a Group
  Position key_at{};

  bool is(YamlKind wanted) const { return kind == wanted; }
  const YamlNode* find(const std::string& wanted) const;  ///< nullptr when there is none
};

/// Reads one document. A text that is not YAML, keys that stand twice, tabs that indent, control
/// characters, a second document, more than 256 kB or more than 20,000 values (aliases written out)
/// are errors with their place. Never throws.
/// @param path  how messages name the file
/// @return nothing when the text cannot be used at all
std::optional<YamlNode> parse_yaml(const std::string& bytes, const std::string& path,
                                   Diagnostics& problems);

}  // namespace broadsheet::config

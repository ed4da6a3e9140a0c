#pragma once
// Tables of the keys of an object and how each is read.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/shape_reader.h"

namespace broadsheet::content {

template <typename Target>
struct Field {
  std::string_view key;
  void (*read)(json::ShapeReader& shapes, const json::Node& value, Target& target);
};

/// Reads the members of `object` into `target`; unknown ones are added to `unknown`, or are errors
/// if that is nullptr.
/// @return for each field whether the object has it, also misspelt
template <typename Target>
std::vector<bool> read_fields(json::ShapeReader& shapes, const json::Node& object,
                              std::span<const Field<Target>> fields, Target& target,
                              json::Object* unknown = nullptr) {
  std::vector<std::string> keys;
  for (const Field<Target>& field : fields) keys.emplace_back(field.key);
  return shapes.each_member(object, keys, unknown, [&](const json::Node& value, std::size_t index) {
    fields[index].read(shapes, value, target);
  });
}

/// Reports a missing key. `seen` is what read_fields returned.
template <typename Target>
void require_field(json::ShapeReader& shapes, const json::Node& object,
                   std::span<const Field<Target>> fields, const std::vector<bool>& seen,
                   std::string_view key, const std::string& message) {
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (fields[at].key == key && !seen[at]) shapes.error(object, message);
  }
}

}  // namespace broadsheet::content

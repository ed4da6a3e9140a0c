#pragma once
// JSON as language models write it: finds objects in any text and reads them although quotes,
// commas or backslashes are wrong.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::json {

/// One value. Numbers and bare words stay as written: "2504.17830" must keep its last zero.
struct LooseValue {
  enum class Kind { Text, Bare, Array, Object };
  Kind kind = Kind::Bare;
  std::string text{};               ///< of Text and Bare
  std::vector<LooseValue> items{};  ///< of Array and Object
  std::vector<std::string> keys{};  ///< of Object, one for each item
  std::size_t begin = 0, end = 0;  ///< its bytes in the text; only of values returned by themselves
};

/// All whole objects, outermost ones only, in order; where an outer one is broken, the whole ones
/// inside it.
///
/// Taken although wrong: single, curly and no quotes around keys, a comma before a closing brace,
/// raw line breaks and raw quotes in text, backslashes of TeX. Not taken: an object that is cut
/// or nests deeper than 32.
std::vector<LooseValue> loose_objects(std::string_view text);

/// All whole lists, outermost ones only, in order, also those inside objects.
std::vector<LooseValue> loose_lists(std::string_view text);

}  // namespace broadsheet::json

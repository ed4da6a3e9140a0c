#pragma once
// Finds the first syntax error of a text that is not JSON, and the source location of each value of
// one that is (RFC 8259). Slower than simdjson: called only when a message needs it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::json {

/// Levels of objects and lists.
inline constexpr int kMaxDepth = 64;

struct SourceMap {
  std::string mistake;         ///< "expected ',' or '}', found '\"'"; empty if the text is JSON
  std::size_t mistake_at = 0;  ///< byte offset
  /// Byte offsets of all values, the outermost first, each before the values inside it.
  std::vector<std::uint32_t> values;
  /// For each value the offset of its key; of the value itself if it has none.
  std::vector<std::uint32_t> keys;
};

/// One pass over `text`, without recursion; stops at the first mistake.
SourceMap scan(std::string_view text);

}  // namespace broadsheet::json

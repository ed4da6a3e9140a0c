#pragma once
// A plain JSON reader that remembers places: finds the first mistake in a text that is not
// JSON, and where each value of a good one stands. Slow beside simdjson, so used only when a
// message is to be written. importer::Source: RFC 8259.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::json {

/// Objects and lists within each other, at most so deep.
inline constexpr int kMaxJsonDepth = 64;

struct JsonPlaces {
  std::string mistake;         ///< "expected ',' or '}', found '\"'"; empty when the text is JSON
  std::size_t mistake_at = 0;  ///< byte offset
  /// Byte offsets of all values, the outermost first, each before the values inside it.
  std::vector<std::uint32_t> values;
  /// For each value the offset of its key; of the value itself when it has none.
  std::vector<std::uint32_t> keys;
};

/// One pass over `text`, without recursion; stops at the first mistake.
JsonPlaces scan_json(std::string_view text);

}  // namespace broadsheet::json

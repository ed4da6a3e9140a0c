#pragma once
// From a byte offset to line and column, and the excerpt with its caret.

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet {

/// Both count from 1; columns in bytes.
struct Position {
  int line = 1;
  int column = 1;
};

/// The position of byte `offset` (clamped to the text's size). O(offset).
Position position_of(std::string_view text, std::size_t offset);

/// Two lines, cut to some 100 bytes around the column, never within a character, as
/// terminal_text shows them, the caret under the character of the column. Empty when there is no
/// such line:
///
///       118 |     "score": 11,
///           |              ^
std::string excerpt(std::string_view text, Position at);

}  // namespace broadsheet

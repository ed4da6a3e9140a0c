#pragma once
// Our own digest format (docs/content.md, version 1), both ways.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "model/digest.h"

namespace broadsheet::content {

inline constexpr int kFormatVersion = 1;

/// Reads one digest file. All problems are reported in one run, with line, column and excerpt
/// (the first 50 of a file; a note counts the rest).
///
/// Strict on shapes: a value of the wrong type, a number out of range, a key or a paper that stands
/// twice are errors. A key that is not ours is an error when it looks like a slip of one of ours,
/// else a warning, and is kept in the `extra` of its object. Control and direction-changing
/// characters in text are dropped. Never throws on bad input, however deep or long.
///
/// @param bytes  the file, UTF-8, a byte order mark and CRLF are allowed
/// @param path   how messages name the file; becomes Digest::path
/// @return nothing when an error was reported
std::optional<Digest> parse_digest(std::string_view bytes, const std::string& path,
                                   Diagnostics& problems);

/// The canonical bytes: keys in the documented order, indent 2, a final newline, UTF-8 unescaped.
/// Writing what parse_digest read from canonical bytes gives the same bytes.
std::string to_json(const Digest& digest);

/// One paper as it stands in a digest's `papers`, on one line.
std::string to_json_line(const Entry& entry);

}  // namespace broadsheet::content

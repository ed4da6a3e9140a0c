#pragma once
// Reads and writes our own digest format (docs/content.md, version 1).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "json/value.h"
#include "model/digest.h"

namespace broadsheet::content {

inline constexpr int kFormatVersion = 1;

/// Reads one digest file. Reports all problems with line, column and excerpt (the first 50 of a
/// file; a note counts the rest).
///
/// A value of the wrong type, a number out of range, a repeated key or paper are errors. An unknown
/// key is an error if it resembles a known one, else a warning, and is kept in the `extra` of its
/// object. Control and direction-changing
/// characters in text are dropped. Never throws on bad input.
///
/// @param bytes  the file, UTF-8, a byte order mark and CRLF are allowed
/// @param path   how messages name the file; becomes Digest::path
/// @return std::nullopt if an error was reported
std::optional<Digest> parse_digest(std::string_view bytes, const std::string& path,
                                   Diagnostics& problems);

/// The canonical bytes: keys in the documented order, indent 2, a final newline, UTF-8 unescaped.
/// Writing what parse_digest read from canonical bytes gives the same bytes.
std::string to_json(const Digest& digest);

/// The lists of a paper, as the format writes them.
json::List values_of(const std::vector<Translation>& items);
json::List values_of(const std::vector<Rating>& items);
json::List values_of(const std::vector<SummaryPart>& items);
json::List values_of(const std::vector<PaperLink>& items);
json::List values_of(const std::vector<EditorialSentence>& items);

/// One paper as an item of a digest's `papers`, and a list of such items read back.
json::Object to_value(const Entry& entry);
/// @return std::nullopt if the list holds an error
std::optional<std::vector<Entry>> papers_of(const json::Value& list);

}  // namespace broadsheet::content

#pragma once
// The bytes of one file of the browser's index. Twin: themes/shared/search/decode.js;
// docs/search-index.md is the other half, tests/vectors/shards.json binds all three.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/inverted_index.h"

namespace broadsheet::search {

/// Collects bytes. A varint is LEB128: seven bits a byte, lowest first, the top bit set on all but
/// the last.
class ByteWriter {
 public:
  void varint(std::uint32_t value);
  void bytes(std::string_view more) { bytes_.append(more); }
  const std::string& str() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }

 private:
  std::string bytes_;
};

/// Length of `value` as a varint, 1 to 5.
std::size_t varint_size(std::uint32_t value);

/// FNV-1a, 32 bit, over `name`, then `body`. The check of a file: it also finds a file that
/// answers under another's name. Source: draft-eastlake-fnv, section 2.
std::uint32_t file_check(std::string_view name, std::string_view body);

/// A file: `body` and its check (4 bytes, lowest first), raw deflate (RFC 1951).
/// @param name  the last part of the path, "12.0"
std::string seal(std::string_view name, std::string_view body);

/// `text` without `words`: the units (UTF-16) that `a` and `b` begin with alike, at most
/// `limit`, never half a character.
struct SharedPrefix {
  std::uint32_t units = 0;
  std::size_t bytes = 0;  ///< the same in bytes of `b`
};
SharedPrefix shared_prefix(std::string_view a, std::string_view b, std::uint32_t limit);

/// The papers of one form that fall into a segment.
struct List {
  const Form* form = nullptr;
  std::span<const Posting> postings;  ///< not empty; rising
};

/// Forms of one stem.
struct Group {
  std::string_view stem;
  std::vector<List> lists;  ///< not empty; by text
  bool has_long = false;
  std::vector<bool> is_long;  ///< parallel to lists; its postings stand in the group's long file
};

/// A form that sorts into this bucket though its stem stands in another.
struct Alias {
  std::string_view text;
  std::uint32_t bucket = 0;
  std::uint32_t df = 0;
};

/// A bucket's body.
///
///     bucket  := varint(aliases) varint(text bytes) text heads alias* gaps weights
///     text    := { stem { form } } { alias form }
///     stem    := byte(16 + units shared with the stem before, at most 15) rest
///     form    := byte(units of the stem that are dropped, 15: all) rest
///     alias form := byte(units shared with the alias form before, at most 31) rest
///     heads   := for each form varint(4 df + 2 begins a file of positions + is long), then if long varint(parts - 1)
///     alias   := varint(bucket) varint(df)
///     gaps    := for each form that is not long: list gaps
///     weights := for each form that is not long: list weights
///
/// @param begin            first document of the segment
/// @param begins_positions one for each form
std::string encode_bucket(std::span<const Group> groups, std::span<const Alias> aliases,
                          const std::vector<bool>& begins_positions, std::uint32_t begin);

/// The body of a group's long file: gaps and weights of each long form, form by form.
std::string encode_long(const Group& group, std::uint32_t begin);

/// Bytes of a list as encode_bucket and encode_long write it.
std::size_t list_bytes(const List& list, std::uint32_t begin);

/// Appends the positions of one list: how many of each paper, then their distances.
///
///     counts := for each paper varint(positions)
///     places := for each position, rising, varint(distance to the place before; the first: itself)
///     place  = 4 * (words before it in its field) + field (0 title, 1 authors, 2 comment, 3 abstract)
void append_positions(ByteWriter& out, const List& list, std::span<const FieldStarts> starts);

/// Words with their frequencies, front coded, as in the alias column.
///
///     lexicon := varint(text bytes) { byte(units shared with the one before, at most 31) rest } { varint(df) }
struct Entry {
  std::string text;
  std::uint32_t df = 0;
};
std::string encode_lexicon(std::span<const Entry> entries);

}  // namespace broadsheet::search

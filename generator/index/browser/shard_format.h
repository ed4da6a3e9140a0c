#pragma once
// The bytes of one file of the browser's index. Twins: bucket.js, lexicon.js and others in
// themes/shared/search; docs/search-index.md is the other half, tests/vectors/shards.json and
// pairs.json bind all three.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/browser/range_coder.h"
#include "index/inverted_index.h"

namespace broadsheet::index {

/// FNV-1a, 32 bit, over `name`, then `bytes`. The check of a file; with the name in it, it also
/// finds a file that answers under another's name. Source: draft-eastlake-fnv, section 2.
std::uint32_t file_check(std::string_view name, std::string_view bytes);

/// How many bytes two texts share at their front, never half a character.
std::size_t shared_bytes(std::string_view a, std::string_view b);

/// A file of text: `body` and its check (4 bytes, lowest first), as zlib packs (RFC 1950).
/// @param name  the last part of the path, "12"
std::string pack_text(std::string_view name, std::string_view body);

/// A file of symbols: the check of `stream` (4 bytes, lowest first), then `stream` as RangeEncoder
/// made it.
std::string pack_symbols(std::string_view name, std::string_view stream);

/// The papers of one form that fall into a segment.
struct List {
  std::string_view form;
  std::span<const Posting> postings;  ///< not empty; rising
};

/// Forms of one stem.
struct StemGroup {
  std::string_view stem;
  std::vector<List> lists;    ///< not empty; by text
  std::vector<bool> is_long;  ///< parallel to lists: its postings are in the group's long file
  bool has_long() const;
};

/// A form that sorts into this bucket though its stem is in another.
struct Alias {
  std::string_view text;
  std::uint32_t bucket = 0;
  std::uint32_t df = 0;
};

/// A bucket. n(t) is a number in table t, s(t) a symbol, text one of RangeEncoder; "shared" counts
/// bytes of the text before, which `rest` continues.
///
///     bucket := n(kTableCount) groups, group*, n(kTableCount) aliases, alias*
///     group  := n(kTableShared) shared with the stem before, text rest,
///               n(kTableForms) forms - 1, form*
///     form   := n(kTableDrop) bytes of the stem dropped, text rest, n(kTableFrequency) df - 1,
///               n(kTableLong) parts; 0: list; more than 1, of all parts but the first:
///               (n(kTableFrequency) papers - 1,
///                s(kTableWeight) greatest wdf, 0 for a low part)*(parts - 1)
///     list   := (n(kTableGap + c) gap)*df, weight*df         c: size_class(df)
///     weight := s(kTableWeight + c) min(w, 255), if 255 n(kTableRest) w - 255
///                                                            w: 4 wdf + 1 in title + 2 in authors
///     alias  := n(kTableShared) shared with the alias before, text rest,
///               n(kTableBucket) bucket, n(kTableFrequency) df - 1
///
/// A gap is how many papers lie between two of a list; the first counts from `begin`.
/// @param begin  first document of the segment
std::string encode_bucket(std::span<const StemGroup> groups, std::span<const Alias> aliases,
                          std::uint32_t begin);

/// The files of one part of the long lists of a group.
struct LongPart {
  std::string lists;    ///< the lists that have this part, one after the other; of low parts the
                        ///< papers alone, and gaps that do not count papers of earlier parts
  std::string weights;  ///< the weights of low parts, in the same order
  bool low = false;     ///< whether there are any
};

/// The long lists of a group, part by part.
std::vector<LongPart> encode_long(const StemGroup& group, std::uint32_t begin);

/// A list of more postings is cut into parts: the first of kFirstPart, each further one four times
/// as long. Earlier parts have the larger wdf, of equal ones the newer papers; the last, low ones
/// have the papers that hold the form neither in title nor authors, and with a wdf of at most
/// kLowWdf; newer papers first. A reader that cannot afford all knows what it misses.
constexpr std::size_t kWholeList = 8192;
constexpr std::size_t kFirstPart = 4096;
constexpr unsigned kLowWdf = 5;  ///< twin: LOW in themes/shared/search/bucket.js

struct Part {
  std::vector<Posting> postings;  ///< rising
  bool low = false;
};

/// Postings in parts; one part up to kWholeList postings.
std::vector<Part> parts_of(std::span<const Posting> postings);

/// A word and its frequency.
struct Entry {
  std::string_view text;
  std::uint32_t df = 0;
};

/// A file of the lexicon.
///
///     lexicon := n(kTableCount) entries, entry*
///     entry   := n(kTableShared) shared with the entry before, text rest,
///                n(kTableFrequency) df - 1
std::string encode_lexicon(std::span<const Entry> entries);

/// One place where two words are adjacent.
struct PairPlace {
  std::uint32_t candidate = 0;  ///< its paper: how many before it hold both words, anywhere
  std::uint8_t field = 0;       ///< 0 title, 1 authors, 2 comment or abstract
  std::uint32_t first = 0;   ///< which of the places of the first word in this paper it is, from 0
  std::uint32_t second = 0;  ///< the same of the second word
};

/// Two words that are adjacent somewhere.
struct Pair {
  std::string text;               ///< "first second"
  std::uint32_t candidates = 0;   ///< papers that hold both words
  std::vector<PairPlace> places;  ///< not empty; by paper, then in reading order
};

/// A file of pairs.
///
///     pairs := n(kTableCount) pairs, pair*
///     pair  := n(kTableShared) shared with the pair before, text rest, n(kTableFrequency) df - 1,
///              n(kTableDensity) k, paper*df
///     paper := n(kTableGap + k) candidates without the pair since the paper before,
///              n(kTableFields + c) 7 - fields,
///              for each field, lowest bit first: n(kTablePlaces + f) places - 1, place*
///     place := n(kTableFirst) first, n(kTableSecond) second;
///              both less those up to the place before in this paper
///
/// df: papers that have the pair; k: digits of candidates / df after its first; c: size_class(df).
std::string encode_pairs(std::span<const Pair> pairs);

/// Texts in order: keys as the manifest has them, a file of the reversed lexicon.
///
///     texts := n(kTableCount) texts, (n(kTableShared) shared with the text before, text rest)*
void put_texts(RangeEncoder& out, std::span<const std::string_view> texts);

/// Bytes that a list will take, about. For deciding where to cut; not exact.
/// @param df      its papers
/// @param papers  of the segment
std::size_t estimated_bytes(std::uint32_t df, std::uint32_t papers);

}  // namespace broadsheet::index

#pragma once
// Numbers and text in about as many bits as they are worth: an adaptive binary range coder.
// Twin: the class Decoder in themes/shared/search/decoder.js; tests/vectors/coder.json binds both.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::index {

/// Writes symbols, each in a context: a number that names what kind of symbol it is. Symbols of one
/// context share what was learnt of their frequencies; a reader must ask in the same contexts.
///
/// A context of text that is used for the first time begins as that of the same node in table
/// kTableAnyText, which learns from all text.
///
/// The state of a context is a probability of bit 1 in 1/32768, at first a half, and how often it
/// was used, at most 30. After a bit the probability moves by rate(used) of its distance to that
/// bit, where rate(n) = floor(65536 / (n + 1.6)) / 65536. Carries are handled as in LZMA.
/// Source: G. N. N. Martin, Range encoding, 1979; LZMA specification, "The range coder".
class RangeEncoder {
 public:
  RangeEncoder();

  void bit(std::uint32_t context, int bit);

  /// Eight bits, the highest first; takes the contexts 256 `table` up to 256 `table` + 255.
  void symbol(std::uint32_t table, unsigned value);

  /// 0 to 2^30: how many bits value + 1 has after its first, in ones and a zero, then these bits,
  /// the first two in contexts, the others bare. Takes the contexts of `table` as `symbol` does.
  void number(std::uint32_t table, std::uint32_t value);

  /// `text` from byte `from` on, and a zero byte; each byte in the table of the byte before.
  void text(std::string_view text, std::size_t from);

  /// Ends the stream. Up to four zero bytes at its end are left out: a reader takes zeros after
  /// the end.
  std::string finish();

 private:
  void encode(std::uint32_t probability, int bit);
  void learn(std::uint32_t context, int bit);
  void shift();

  std::vector<std::uint16_t> probabilities_;
  std::vector<std::uint8_t> used_;
  std::string out_;
  std::uint64_t low_ = 0;
  std::uint32_t range_ = 0xFFFFFFFF;
  std::uint8_t cache_ = 0;
  std::uint64_t pending_ = 0;
  bool first_ = true;
};

/// The tables of the index. 0 to 255 belong to text.
enum Table : std::uint32_t {
  kTableCount = 256,   ///< groups, aliases, entries
  kTableForms,         ///< forms of a group, less one
  kTableShared,        ///< bytes shared with the text before
  kTableDrop,          ///< bytes of the stem that a form drops
  kTableFrequency,     ///< df - 1
  kTableLong,          ///< whether a list is in a long file; parts - 1
  kTableBucket,        ///< bucket of an alias
  kTableRest,          ///< what exceeds a weight of 255
  kTableDay,           ///< days since the day before
  kTablePapers,        ///< papers of a day or a segment, less one
  kTableHash,          ///< 24 or 28 bits of a hash
  kTableGap = 272,     ///< + size class of the list (0 to 15)
  kTableWeight = 288,  ///< + size class of the list
  kTableFields = 304,  ///< + size class of the papers of a pair
  kTablePlaces = 320,  ///< + field: places of a pair in one paper, less one
  kTableFirst = 324,   ///< of a place: which of the first word's
  kTableSecond,        ///< which of the second word's
  kTableDensity,       ///< how rare a pair is among the papers that hold both words
  kTableAnyText,       ///< what text is like, whatever the byte before
  kTables,
};

/// Bits of `count` (1 or more) after its first, at most 15.
std::uint32_t size_class(std::uint32_t count);

}  // namespace broadsheet::index

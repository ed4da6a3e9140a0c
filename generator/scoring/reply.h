#pragma once
// What a language model answered, as verdicts: tolerant of form, strict in content.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/digest.h"

namespace broadsheet::scoring {

/// A reply to one batch. Every id that was asked for stands in `verdicts` or in `missing`.
struct ReadReply {
  std::vector<Verdict> verdicts;      ///< in the order of the reply; ids unique, all asked for
  std::vector<ArxivId> missing;       ///< asked for, without a usable verdict; in asked order
  std::vector<std::string> rejected;  ///< ids of objects that were not used, cleaned, at most 100
  int conflicts = 0;                  ///< second objects for an id with other scores, not used
};

/// Finds objects wherever they stand (lines, lists, fences, under keys, between prose) and reads
/// them although quotes, commas or backslashes are wrong. Reasoning in front is not read. Tables,
/// CSV and prose give nothing.
///
/// An object counts when it names an id that was asked for and two scores from 1 to 10, fractions
/// kept ("8", 8.0 and "8/10" are 8; true, null and words are no scores). Of several objects for one
/// id the first usable one counts. An object that ends too early does not count, whatever it
/// holds so far. Never throws; takes time linear in the reply but for hostile ones, which are cut.
ReadReply read_reply(std::string_view text, std::span<const ArxivId> asked);

/// The reply to a title pass: one list of ids to drop, as a JSON array. Ids that were not asked for
/// are passed over. Empty when the reply cannot be read: then no paper is dropped.
std::vector<ArxivId> read_dropped(std::string_view text, std::span<const ArxivId> asked);

}  // namespace broadsheet::scoring

#pragma once
// Replies of a language model as verdicts: tolerant of form, strict in content.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/digest.h"

namespace broadsheet::scoring {

/// The verdicts of a reply. Every id that was asked for is in `verdicts` or in `missing`.
struct ReadReply {
  std::vector<Verdict> verdicts;      ///< in the order of the reply; ids unique, all asked for
  std::vector<PaperId> missing;       ///< asked for, without a usable verdict; in asked order
  std::vector<std::string> rejected;  ///< ids of objects that were not used, cleaned, at most 100
  int conflicts = 0;                  ///< ids of `missing` that have verdicts, but no certain one
};

/// Finds objects anywhere (lines, lists, fences, under keys, between prose) and reads them although
/// quotes, commas or backslashes are wrong. Reasoning is not read (answer_text). Tables, CSV and
/// prose give no verdict.
///
/// An object counts if it names an id that was asked for and two scores from 1 to 10, fractions
/// kept ("8", 8.0 and "8/10" are 8; true, null and words are no scores). Of several objects with
/// the same scores and topic for one id the last counts; if they differ, or if the scores of one
/// cannot be read, none does: a draft cannot be distinguished from a final verdict. An object that
/// is cut off does not count, and makes others for its id uncertain.
/// @param is_cut  the reply ended at the model's limit. If it repeats papers or goes on in prose
///                after its verdicts, these may be drafts, and only repeated ones count.
/// Never throws; takes time linear in the reply.
ReadReply read_reply(std::string_view text, std::span<const PaperId> asked, bool is_cut = false);

/// The reply to a title pass: one list of ids to drop, as a JSON array. Ids that were not asked for
/// are ignored. Empty if the reply cannot be read or has several lists that differ: then no paper
/// is dropped.
std::vector<PaperId> read_dropped(std::string_view text, std::span<const PaperId> asked);

}  // namespace broadsheet::scoring

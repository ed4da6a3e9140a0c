#pragma once
// What the readers of older formats share: from a paper as published to an Entry.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "model/digest.h"

namespace broadsheet::importer {

/// A paper as an older file has it. Text is UTF-8, TeX as published.
struct OldPaper {
  std::string title;
  std::vector<std::string> authors;
  std::string abstract;
  std::string comment;
};

/// What settling a paper noticed.
enum class Authors { Fine, Mended, Doubtful };

/// Fills title, authors, abstract, comment (also version, announce_type, chosen_by and topics,
/// where the text tells them) of `entry`:
/// - the feed's prefix "arXiv:2501.09412v1 Announce Type: new Abstract:" is taken off;
/// - authors that an affiliation's comma cut apart are mended where that is certain;
/// - TeX accents, quotes and dashes and entities of HTML become Unicode; what was published is kept
/// in source_json
///   where it differs.
Authors settle(OldPaper paper, Entry& entry);

/// Whether a scorer's comment says that a followed author chose the paper.
bool is_author_match(std::string_view comment);

struct MendedAuthors {
  std::vector<std::string> names;
  Authors how = Authors::Fine;
};

/// Authors whose affiliation in parentheses (or brackets) was cut at its commas: pieces are joined
/// again while one is open, and the parenthesis goes: "A (Univ", "College)" becomes "A", "B (1",
/// "2)" becomes "B"; so does a list of affiliations behind all authors. Left as they are, and
/// Doubtful, when parentheses do not close or close before they open, when a short one stands
/// behind several authors, or behind a single word that a single word follows.
MendedAuthors mend_authors(const std::vector<std::string>& names);

/// Criteria of the older prompts that a comment names for certain: at its head before a colon
/// ("Matches Model Architecture/Efficiency: ..."), or in quotes. Canonical labels, in order,
/// unique.
std::vector<std::string> topics_of_comment(std::string_view comment);

}  // namespace broadsheet::importer

#pragma once
// From a paper as it was published to an Entry; shared by the foreign formats.

#include <string>
#include <string_view>
#include <vector>

#include "import/papers/repair_authors.h"
#include "import/source/parsed_source.h"
#include "model/digest.h"

namespace broadsheet::importer {

/// A paper as a foreign file has it. Text is UTF-8, with TeX and entities as published.
struct PublishedPaper {
  std::string title;
  std::vector<std::string> authors;
  std::string abstract;
  std::string comment;
};

/// What had to be repaired in a published paper.
struct TextRepairs {
  AuthorList authors = AuthorList::Unchanged;
  bool backslashes = false;  ///< TeX had lost them
};

/// Fills title, authors, abstract and comment of `entry`; also version, announce_type and chosen_by
/// where the text states them:
/// - the feed's prefix "arXiv:2501.09412v1 Announce Type: new Abstract:" is removed;
/// - authors that were cut at an affiliation's commas are repaired where that is certain;
/// - TeX accents, quotes and dashes, and HTML entities, become Unicode. Where that changes a text,
///   the published one is kept in source.
TextRepairs fill_entry(PublishedPaper paper, Entry& entry);

/// Adds a paper to the lists of `source` that its repairs belong to.
void note_repairs(const TextRepairs& repairs, const PaperId& id, ParsedSource& source);

/// A text as it enters a digest: TeX accents, quotes and dashes, and HTML entities, as Unicode.
std::string unicode_text(std::string_view published);

/// Whether a scorer's comment states that a followed author chose the paper.
bool is_author_match(std::string_view comment);

}  // namespace broadsheet::importer

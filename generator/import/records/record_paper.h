#pragma once
// From a record to a paper of ours.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/papers/published_paper.h"
#include "import/records/record.h"
#include "import/source/source_file.h"
#include "model/digest.h"

namespace broadsheet::importer {

struct RecordPaper {
  std::optional<Entry> entry = {};  ///< std::nullopt if it is no paper that can be used
  std::string left_out = {};        ///< why, if it is not
  std::string name = {};            ///< for messages: title or id
  std::optional<Day> day = {};      ///< of its list, the path, a heading or itself
  TextRepairs repairs = {};
  std::vector<std::string> unused = {};   ///< members that went to entry.extra: "meta.stars"
  std::vector<std::string> dropped = {};  ///< parts that state nothing: "AI.tldr 'Error'"
};

/// Assigns members to fields by their names. `summary` is the abstract if there is none; `comment`
/// is the authors' unless the record has scores and nothing that only arXiv states. Summaries,
/// translations, links and other ratings go to their lists. A member without a field, or whose
/// value the field cannot have, goes to entry.extra. Time is linear in the size of the record.
/// @param path_day  the day in the path of the file
RecordPaper paper_of(const Record& record, std::optional<Day> path_day, const DayHint& hint = {});

/// Whether an object may be a paper: it has a title, and an id among its members or as its key.
bool is_paper(const Record& record);

/// Whether it has a title and authors or an abstract, and so may be a paper that is not of arXiv.
bool resembles_paper(const Record& record);

/// Whether an item of a list is a paper that lacks something: it has a title and the address of
/// anything, or an id with authors or an abstract.
bool resembles_listed_paper(const Record& record);

}  // namespace broadsheet::importer

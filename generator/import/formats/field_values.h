#pragma once
// Values that older files write in several ways.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/arxiv_id.h"

namespace broadsheet::importer {

struct StatedId {
  ArxivId id;
  int version = 0;  ///< 0: none is stated
};

/// "2501.00001v2", also behind "arXiv:", as the address of its abstract, PDF or HTML, as arXiv's
/// DOI or OAI name; nothing for anything else.
std::optional<StatedId> stated_id(std::string_view text);

/// "8", "7.5", not negative; nothing for anything else ("8/10", "high").
std::optional<double> stated_score(std::string_view text);

/// Parted at commas, blanks off, empty ones left out.
std::vector<std::string> split_at_commas(std::string_view text);

/// Names of people in one text: parted at semicolons where there are any, else at commas and "and";
/// only at "and" when commas part given names from family names. None is empty.
std::vector<std::string> split_names(std::string_view text);

/// "R&amp;D", "&#39;", "&#x3b1;", "&eacute;" as the characters they stand for; anything else stays.
std::string without_entities(std::string_view text);

}  // namespace broadsheet::importer

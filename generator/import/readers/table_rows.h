#pragma once
// Rows of Markdown tables as members of records.

#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"

namespace broadsheet::importer {

/// The cells of "| a | b |", between bars that no backslash precedes; not those of a row of dashes.
std::vector<std::string_view> cells_of_row(std::string_view line);

/// "|---|:--:|"
bool is_delimiter_row(std::string_view line);

/// Each cell under the name of its column. Addresses of arXiv are the member "url"; other links are
/// lists of labels and addresses. A title is the label of its link, its bold text, or the beginning
/// of the cell; what follows it there is the member "note".
json::Object row_members(const std::vector<std::string>& header, std::string_view line);

/// A row whose columns are not known: the cell with a day is "date", the one with an address of
/// arXiv "url" (and "title", unless its label is the id), then "title", "authors", "column 5".
json::Object row_without_header(std::string_view line);

/// The title at the beginning of a cell or item, without its number ("1)", "[12]").
std::string_view without_number(std::string_view title);

/// Whether a link's label or a bold text can be a title: two words, or a long one, and no "PDF",
/// "Code", date, id or address.
bool is_title_like(std::string_view text);

}  // namespace broadsheet::importer

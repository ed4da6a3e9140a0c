#pragma once
// Values of records as the types of our fields.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"

namespace broadsheet::importer {

bool is_blank(const json::Value& value);  ///< null, blank text, an empty list or object

/// Whether a text is what programs write where a value is missing: "None", "n/a", "nan".
bool states_nothing(std::string_view text);

/// A text, a number, or a list of texts in lines; empty for anything else.
std::string text_of(const json::Value& value);

/// Names of people: one text, a list of texts, of objects with a name, or of [family, given]
/// lists. "Family, Given" is turned if every name of the list is written so.
struct People {
  std::vector<std::string> names;
  bool others = false;  ///< "et al." or "and others" was at the end
};
People people_of(const json::Value& value);

/// Texts of a list, names of objects in it, or the one text.
std::vector<std::string> names_of(const json::Value& value);

/// Categories of arXiv in any text: "Computation and Language (cs.CL); cs.LG" gives both.
std::vector<std::string> categories_in(std::string_view text);

/// A number from 0 to `most`, also as text, "8" or "8/10" where `most` is 10.
std::optional<double> score_of(const json::Value& value, double most);

}  // namespace broadsheet::importer

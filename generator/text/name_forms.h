#pragma once
// How else a name is typed. Twin: nameForms in themes/shared/search/text.js;
// tests/vectors/name-forms.json binds both.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// Other folded forms of a word of a name, as it is written: with ä ö ü ø å as ae oe ue oe aa, the
/// part after an apostrophe if it has two characters or more, and all parts joined. "Schölkopf"
/// gives "schoelkopf", "D’Oro" gives "oro" and "doro". Empty for most words.
std::vector<std::string> name_forms(std::string_view written);

}  // namespace broadsheet::text

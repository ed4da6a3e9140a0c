#pragma once
// Whether two sources mean the same by texts and figures that differ in form.

#include <string_view>

namespace broadsheet::importer {

/// Equal letters and digits once accents, case, punctuation and markup are gone; a text that lost
/// up to a twentieth of its letters to Markdown's rendering still counts as the same.
bool same_text(std::string_view a, std::string_view b);

/// Equal, or one is the other rounded to its digits (two at least): 1.05 and 1.04748.
bool same_cost(double a, double b);

/// Digits behind the point in the shortest form: 1.05 has 2.
int decimals(double number);

}  // namespace broadsheet::importer

#pragma once
// Whether texts and figures of two sources are equivalent though they differ in form.

#include <string_view>

namespace broadsheet::importer {

/// Whether letters and digits are equal without accents, case, punctuation and markup; up to a
/// twentieth of them may be missing from one text, as Markdown's rendering removes some.
bool same_text(std::string_view a, std::string_view b);

/// Whether they are equal, or one is the other rounded to its digits (at least two): 1.05 and
/// 1.04748.
bool same_cost(double a, double b);

/// Digits after the point in the shortest form: 1.05 has 2.
int decimals(double number);

}  // namespace broadsheet::importer

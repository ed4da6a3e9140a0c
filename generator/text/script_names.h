#pragma once
// Shorter names for what a script calls its own (script.h).

#include <string>
#include <vector>

#include "text/script_tokens.h"

namespace broadsheet::text {

/// What is to be written for each token: its own text, or a shorter name. A name becomes shorter
/// where the script declares it (const, let, function, class, parameter, import) and does not
/// export it. Within a statement the same name becomes the same everywhere, and no two become one;
/// names that only one of its inner statements knows are chosen for each of these alone. So every
/// use keeps its declaration. Names of properties stay:
/// `{a}` becomes `{a:b}`. A script must not use a name that it declares somewhere for something
/// global elsewhere. Where a script has labels, switch, with, var, class fields, generators or
/// export lists, all names stay. Never throws; O(n²) in a deep nest of functions, O(n log n) in
/// what people write.
std::vector<std::string> shortened_names(const std::vector<ScriptToken>& tokens);

}  // namespace broadsheet::text

#pragma once
// check --fix: what can be repaired without a decision.

#include <string>
#include <vector>

#include "app/project.h"
#include "base/diagnostics.h"

namespace broadsheet::app {

/// Writes digests that are right but not in the documented form (order of keys, indent, line ends,
/// byte order mark) in that form, finishes an interrupted build, and rebuilds index and site
/// where they do not fit content/. Digests with a problem of any kind are left alone; so are index
/// and site while settings, content or theme have errors.
/// @return what was done, a sentence each
std::vector<std::string> repair(const Places& places);

}  // namespace broadsheet::app

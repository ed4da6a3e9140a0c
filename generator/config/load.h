#pragma once
// config.yaml to a Config. Unknown keys are errors with a suggestion.

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "config/config.h"

namespace broadsheet::config {

/// Reads the text of a config.yaml. All problems are reported with line and column; the value
/// given back is usable only when none of them is an error. Keys of services in the text are
/// errors, and no message shows them. Never throws on bad text.
/// @param path  how messages name the file
Config parse(const std::string& bytes, const std::string& path, Diagnostics& problems);

/// The location of the value "score.model" or "searches[2].query" in such a text, for checks
/// outside of config/. If it is not written, the location of the innermost group that is; line 0 if
/// there is none.
Location place_of(const std::string& text, const std::string& path, std::string_view name);

/// The JSON Schema of config.yaml, for editors; made from the same keys as `parse`.
std::string config_schema();

}  // namespace broadsheet::config

#pragma once
// The one door to yaml-cpp for settings. Unknown keys are errors with a suggestion.

#include <string>

#include "base/diagnostics.h"
#include "config/config.h"

namespace broadsheet::config {

/// Reads the text of a config.yaml. All problems are reported with line and column; the value
/// given back is usable only when none of them is an error. Never throws on bad text.
/// @param path  how messages name the file
Config parse(const std::string& text, const std::string& path, Diagnostics& problems);

}  // namespace broadsheet::config

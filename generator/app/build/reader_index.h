#pragma once
// The native index for those who only read it.

#include "base/files.h"

namespace broadsheet::app {

/// Brings the index up to date with content/; false if there is none that could answer. While
/// another run builds, the index of the last build is used.
bool refresh_index_for_reading(const fs::path& root);

}  // namespace broadsheet::app

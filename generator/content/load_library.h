#pragma once
// From the content folder to the Library: walk, read, check, sort.

#include <filesystem>

#include "base/diagnostics.h"
#include "model/library.h"

namespace broadsheet::content {

/// Reads all of content/YYYY-MM/YYYY-MM-DD.json. Reports files that cannot be used (and leaves
/// their days out), a date that does not fit the file's name or folder, a prompt that is not in
/// content/prompts/, JSON files in the wrong place. Does not depend on the order of listing.
/// An empty library when the folder does not exist. Throws Error(Io) when a file cannot be read.
/// Cost: 155 days of 10 MB in about 50 ms.
Library load_library(const std::filesystem::path& content_dir, Diagnostics& problems);

}  // namespace broadsheet::content

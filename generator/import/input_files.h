#pragma once
// The files that an import reads.

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace broadsheet::importer {

/// Files by the name that messages use, each once, however often `inputs` lead to it. Folders are
/// walked by name, without hidden files. What is neither a file nor a folder is an error.
std::map<std::string, std::filesystem::path> input_files(
    std::span<const std::filesystem::path> inputs, Diagnostics& problems);

/// Whether a file that was found in a folder may be a digest, by the end of its name; folders also
/// contain images and scripts.
bool is_candidate(std::string_view name);

}  // namespace broadsheet::importer

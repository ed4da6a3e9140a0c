#pragma once
// Reads the content folder into a Library.

#include <filesystem>
#include <functional>

#include "base/diagnostics.h"
#include "model/library.h"

namespace broadsheet::content {

using ScoreRule = std::function<double(double relevance, double novelty)>;

/// Reads all of content/YYYY-MM/YYYY-MM-DD.json. Reports files that cannot be used (and omits
/// their days), a date that differs from the file's name or folder, a prompt that is not in
/// content/prompts/, and JSON files in the wrong place. Independent of the order of listing.
/// An empty library if the folder does not exist. Throws Error(Io) if a file cannot be read.
/// Cost: 155 days of 10 MB in about 50 ms.
/// @param score  the score of a paper that has relevance and novelty but none; empty: it has none
Library load_library(const std::filesystem::path& content_dir, Diagnostics& problems,
                     const ScoreRule& score = {});

}  // namespace broadsheet::content

#pragma once
// A library as JSON lines: a line for each digest, paper and other file of content/. docs/export.md
// describes them; import/formats/library_lines.cc reads them back.

#include <span>
#include <string>
#include <vector>

#include "model/digest.h"

namespace broadsheet::exporting {

/// A prompt, a page or any other text file of content/.
struct TextFile {
  std::string path;  ///< relative to content/: "prompts/sample.md"
  std::string text;  ///< UTF-8
};

inline constexpr int kLinesFormat = 1;

/// The first line counts what follows, so that a cut file is noticed.
std::string library_lines(std::span<const Digest* const> digests, std::span<const TextFile> files);

}  // namespace broadsheet::exporting

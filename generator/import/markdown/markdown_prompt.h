#pragma once
// The prompt at the end of a daily digest in Markdown.

#include <cstddef>
#include <string>

#include "import/source/markdown_tree.h"

namespace broadsheet::importer {

/// A heading "Paper Selection Prompt".
bool is_prompt_heading(const MdBlock& block);

/// The text after block `heading`: system and user prompt under headings of their own, or the one
/// quote; empty if there is no text.
std::string read_prompt(const MdTree& tree, std::size_t heading);

/// `source` without one "> " at the beginning of each line.
std::string unquoted(const std::string& source);

}  // namespace broadsheet::importer

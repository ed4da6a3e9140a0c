#pragma once
// A piece of Markdown within one line or cell: its text without markup, and its links.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::importer {

struct InlineLink {
  std::string label;
  std::string url;
};

struct InlineText {
  std::string text;  ///< white space collapsed; maths and backslashes as in the source
  std::vector<InlineLink> links = {};
  std::vector<std::string> bold = {};  ///< texts in **...**, in order
};

/// Removes emphasis, HTML tags, images and the summary of a <details> that has contents; the label
/// of a link stays in the text. $...$ is copied. Linear in the size of the text.
InlineText read_inline(std::string_view source);

}  // namespace broadsheet::importer

#pragma once
// Markdown by its lines: what begins each, without the marks. Blocks of other programs mix Markdown
// with HTML that a parser of blocks would take for one piece.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::importer {

struct MarkdownLine {
  int number = 0;         ///< from 1
  std::string_view text;  ///< without marks of quotes, headings and lists; trimmed
  int level = 0;          ///< of a heading, 1 to 6; else 0
  std::size_t indent = 0;
  bool item = false;  ///< of a list
  bool row = false;   ///< of a table; then `text` has the bars
  bool rule = false;

  bool blank() const { return text.empty(); }
};

/// Lines outside of fenced code. <h1> to <h6> on one line, and a line above "====", are headings.
std::vector<MarkdownLine> lines_of_markdown(std::string_view text);

struct LabelledLine {
  std::string label;
  std::string_view value;  ///< Markdown
};

/// "**Authors:** A", "**Authors**: A", "- **Subjects: cs.CL**", "Abstract: ..." (plain text only
/// with a name that field_names.h has), "<summary>Abstract</summary>".
std::optional<LabelledLine> read_label(const MarkdownLine& line);

/// "Keywords: legs", "会议：ICML": a label of few words that need not be known. Only among labelled
/// lines is it one: elsewhere it may be a title or a sentence.
std::optional<LabelledLine> read_loose_label(const MarkdownLine& line);

/// `text` without emoji and other marks at its beginning.
std::string_view without_ornament(std::string_view text);

}  // namespace broadsheet::importer

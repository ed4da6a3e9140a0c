#pragma once
// Reads Markdown with cmark-gfm into its top-level blocks, each with its source lines.
// text/markdown.cc, which writes HTML, is the other file that includes cmark-gfm.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::importer {

struct MdLink {
  std::string url;
  std::string text;  ///< plain
};

/// A bold "Label:" at the beginning of a line of a paragraph; the colon may follow the bold text.
struct MdLabel {
  std::string name;  ///< without the colon
  int line = 0;      ///< source line, from 1
};

enum class MdKind { Heading, Paragraph, List, Table, Html, Quote, Rule, Other };

struct MdBlock {
  MdKind kind = MdKind::Other;
  int level = 0;       ///< of a heading: 1 to 6
  int first_line = 0;  ///< source lines, from 1, both inclusive
  int last_line = 0;
  std::string text;             ///< of headings and paragraphs: plain, a line break is '\n'
  std::vector<MdLink> links;    ///< of headings, paragraphs and lists (at any depth), in order
  std::vector<MdLabel> labels;  ///< of paragraphs
  std::vector<std::vector<std::string>> rows;  ///< of tables, Markdown or HTML: cells' plain text
  bool centred = false;                        ///< a Markdown table whose first column is centred
};

struct MdTree {
  std::vector<std::string> lines;  ///< the source; lines[0] is line 1
  std::vector<MdBlock> blocks;     ///< top-level ones, in order
  bool images_ignored = false;     ///< there were more than 1,000; they were read as links
  bool emphasis_ignored = false;   ///< of paragraphs that would take too long

  std::string_view line(int number) const;  ///< empty if there is no such line
  /// Lines first to last joined with '\n'.
  std::string source(int first, int last) const;
};

/// Never fails: any text is Markdown. Two constructs that take cmark-gfm more than linear time or
/// memory are limited: a text whose tables could have over two million cells is read without
/// tables, and one with over 1,000 images without images.
MdTree parse_markdown(std::string_view text);

}  // namespace broadsheet::importer

#pragma once
// The papers of a daily digest in Markdown, collected block by block.

#include <string_view>
#include <vector>

#include "import/papers/page_paper.h"
#include "import/source/markdown_tree.h"

namespace broadsheet::importer {

/// Whether a paragraph has a label of a paper's field, such as "**Authors:**".
bool has_field(const MdBlock& block);

/// A state machine: blocks before the first paper belong to the head, blocks of a paper to its
/// fields, blocks after a rule to nothing until a field or a paper follows.
class MarkdownPapers {
 public:
  /// The tree must outlive the object.
  explicit MarkdownPapers(const MdTree& tree) : tree_(tree) {}

  enum class Place { Head, InPaper, AfterPaper };
  Place place() const;

  /// A heading with the address of a paper, or before a block that states an id, begins a paper.
  /// Any other one is text of the paper, or, at its end or before another heading, ends it.
  /// @param next  the block after the heading; nullptr at the end of the papers
  void read_heading(const MdBlock& heading, const MdBlock* next);

  /// A paragraph of a paper: each label begins a field.
  void read_fields(const MdBlock& paragraph);

  /// A block without labels continues the field before it.
  void read_text(const MdBlock& block) { read_lines(block.first_line, block.last_line); }

  /// Most likely the end of the paper; a rule within a comment has fields after it.
  void read_rule() { ended_ = in_paper_; }

  std::vector<PagePaper> finish();

 private:
  void begin_paper(const MdBlock& heading, std::string_view source, const MdLink& link);
  void end_paper();
  void read_lines(int first, int last);

  const MdTree& tree_;
  std::vector<PagePaper> papers_;
  PagePaper paper_;  ///< if in_paper_
  bool in_paper_ = false;
  bool ended_ = false;  ///< a rule followed the paper's last block
};

}  // namespace broadsheet::importer

#include "import/markdown/markdown_papers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// Whether an address leads to a paper of arXiv, even one whose id is wrong.
bool is_paper_url(std::string_view url) {
  return url.find("arxiv.org/abs/") != std::string_view::npos ||
         url.find("arxiv.org/pdf/") != std::string_view::npos;
}

/// The link of a heading to its paper.
std::optional<MdLink> paper_link(const MdBlock& heading, std::string_view source) {
  for (const MdLink& link : heading.links) {
    if (is_paper_url(link.url)) return link;
  }
  // A title such as "A](b) c" breaks its own link; the address is still in the source.
  const std::size_t address = source.rfind("](http");
  if (address == std::string_view::npos || heading.level < 2) return std::nullopt;
  const std::size_t end = source.find(')', address);
  std::string url(
      source.substr(address + 2, end == std::string_view::npos ? end : end - address - 2));
  if (!is_paper_url(url)) return std::nullopt;
  return MdLink{std::move(url), text::collapse_space(heading.text)};
}

std::string without_number(const std::string& title) {
  const std::string text = text::collapse_space(title);
  const std::size_t digits = text.find_first_not_of("0123456789");
  const bool numbered = digits != std::string::npos && digits > 0;
  return numbered && text.compare(digits, 2, ". ") == 0 ? text.substr(digits + 2) : text;
}

/// The title in the source of "## 1. [The title](https://...) <a ...>". The tree's text of it has
/// lost backslashes and stars.
std::string title_of(std::string_view source, const MdLink& link) {
  const std::size_t end = link.url.empty() ? std::string_view::npos : source.rfind("](" + link.url);
  std::size_t begin = source.find_first_not_of('#');
  if (begin == std::string_view::npos || end == std::string_view::npos) return link.text;
  while (begin < source.size() && source[begin] == ' ') ++begin;
  std::size_t digits = begin;
  while (digits < source.size() && is_ascii_digit(source[digits])) ++digits;
  if (digits > begin && source.substr(digits, 2) == ". ") begin = digits + 2;
  if (begin >= end || source[begin] != '[') return link.text;
  return std::string(source.substr(begin + 1, end - begin - 1));
}

bool states_id(const MdBlock& block) {
  return block.kind == MdKind::Paragraph &&
         std::any_of(block.labels.begin(), block.labels.end(),
                     [](const MdLabel& label) { return paper_label(label.name) == "ArXiv ID"; });
}

/// What follows the label at the beginning of a field's source.
std::string_view value_of(std::string_view source) {
  std::size_t begin = std::string_view::npos;
  for (const std::string_view mark : {":**", "**:", ":__", "__:"}) {
    begin = std::min(begin, source.find(mark));
  }
  return trimmed(source.substr(begin == std::string_view::npos ? 0 : begin + 3));
}

}  // namespace

bool has_field(const MdBlock& block) {
  return std::any_of(block.labels.begin(), block.labels.end(),
                     [](const MdLabel& label) { return !paper_label(label.name).empty(); });
}

MarkdownPapers::Place MarkdownPapers::place() const {
  return !in_paper_ ? Place::Head : ended_ ? Place::AfterPaper : Place::InPaper;
}

void MarkdownPapers::read_heading(const MdBlock& heading, const MdBlock* next) {
  const std::string source = tree_.source(heading.first_line, heading.last_line);
  if (const std::optional<MdLink> link = paper_link(heading, source)) {
    begin_paper(heading, source, *link);
  } else if (next != nullptr && states_id(*next)) {
    begin_paper(heading, source, {.url = {}, .text = without_number(heading.text)});
  } else if (place() == Place::InPaper && next != nullptr && next->kind != MdKind::Heading) {
    read_text(heading);
  } else {
    end_paper();
  }
}

void MarkdownPapers::read_fields(const MdBlock& paragraph) {
  ended_ = false;
  const std::vector<MdLabel>& labels = paragraph.labels;
  if (labels.empty()) return read_text(paragraph);
  read_lines(paragraph.first_line, labels.front().line - 1);
  for (std::size_t at = 0; at < labels.size(); ++at) {
    const int last = at + 1 < labels.size() ? labels[at + 1].line - 1 : paragraph.last_line;
    paper_.fields.emplace_back(labels[at].name, value_of(tree_.source(labels[at].line, last)));
  }
}

std::vector<PagePaper> MarkdownPapers::finish() {
  end_paper();
  return std::move(papers_);
}

void MarkdownPapers::begin_paper(const MdBlock& heading, std::string_view source,
                                 const MdLink& link) {
  end_paper();
  paper_ = PagePaper{
      .id = link.url, .title = title_of(source, link), .line = heading.first_line, .fields = {}};
  in_paper_ = true;
}

void MarkdownPapers::end_paper() {
  if (in_paper_) papers_.push_back(std::move(paper_));
  in_paper_ = false;
  ended_ = false;
}

void MarkdownPapers::read_lines(int first, int last) {
  const std::string source = tree_.source(first, last);
  const std::string_view text = trimmed(source);
  if (text.empty()) return;
  if (paper_.fields.empty()) {
    paper_.fields.emplace_back("Note", text);
  } else {
    paper_.fields.back().second.append("\n\n").append(text);
  }
}

}  // namespace broadsheet::importer

#include "import/formats/digest_markdown.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/formats/markdown_tree.h"
#include "import/formats/page_header.h"
#include "import/formats/page_paper.h"
#include "json/extra_members.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostBytes = 16U << 20;

/// Whether an address leads to a paper of arXiv, rightly written or not.
bool is_paper_url(std::string_view url) {
  return url.find("arxiv.org/abs/") != std::string_view::npos ||
         url.find("arxiv.org/pdf/") != std::string_view::npos;
}

bool is_prompt_heading(const MdBlock& block) {
  return block.kind == MdKind::Heading && block.level <= 2 && block.links.empty() &&
         lower_ascii(text::collapse_space(block.text)) == "paper selection prompt";
}

/// "Personalized Daily arXiv Papers": the day is told by the file's name.
bool is_title_without_day(std::string_view text) {
  const std::string title = lower_ascii(text::collapse_space(text));
  return title.find("arxiv") != std::string::npos && title.ends_with("papers");
}

/// Without one "> " at each line's beginning.
std::string unquoted(const std::string& source) {
  std::string text;
  std::size_t begin = 0;
  while (begin <= source.size()) {
    const std::size_t end = std::min(source.find('\n', begin), source.size());
    std::string_view line(source.data() + begin, end - begin);
    if (line.starts_with('>')) line.remove_prefix(line.starts_with("> ") ? 2 : 1);
    if (begin > 0) text += '\n';
    text += line;
    begin = end + 1;
  }
  return text;
}

class MarkdownReader {
 public:
  MarkdownReader(const MdTree& tree, const std::string& path, Diagnostics& problems)
      : tree_(tree), path_(path), problems_(problems) {}

  std::optional<Found> run(std::optional<Day> day_of_name) {
    const std::optional<std::size_t> title = title_block(day_of_name);
    if (!title) return std::nullopt;
    found_.emplace(
        Found{.kind = SourceKind::Markdown, .what = {}, .digest = Digest{.date = title_.day}});
    found_->digest.path = path_;
    found_->header_line = tree_.blocks[*title].first_line;
    if (day_of_name && *day_of_name != title_.day) {
      problems_.warning({path_, found_->header_line, 0},
                        "the file is named for " + day_of_name->str() + " but its title says " +
                            title_.day.str() + ", which is taken");
    }
    for (std::size_t at = 0; at < *title; ++at) read_remedial(tree_.blocks[at]);

    std::size_t at = *title + 1;
    while (at < tree_.blocks.size() && !is_prompt_heading(tree_.blocks[at])) {
      settle_heading(&tree_.blocks[at]);
      read_block(tree_.blocks[at]);
      ++at;
    }
    settle_heading(nullptr);
    end_paper();
    for (const PagePaper& paper : papers_) add_page_paper(paper, topics_, *found_, problems_);
    if (at < tree_.blocks.size()) read_prompt(at);

    fill(head_, found_->digest);
    keep_extra();
    found_->by_topic = by_topic_;
    const int layout = layout_number();
    found_->what =
        layout == 0 ? "daily Markdown" : "daily Markdown, layout " + std::to_string(layout);
    check_totals(*found_, contents_, problems_);
    check_tokens();
    return std::move(found_);
  }

 private:
  /// The title is among the first blocks; a remedial run says so above it.
  std::optional<std::size_t> title_block(std::optional<Day> day_of_name) {
    for (std::size_t at = 0; at < std::min<std::size_t>(tree_.blocks.size(), 4); ++at) {
      const MdBlock& block = tree_.blocks[at];
      if (block.kind != MdKind::Heading || block.level != 1) continue;
      std::optional<PageTitle> title = read_title(block.text);
      if (!title && day_of_name && is_title_without_day(block.text)) {
        title = PageTitle{.day = *day_of_name};
      }
      if (title) {
        title_ = *title;
        spelled_arxiv_ = block.text.find("Arxiv") != std::string::npos;
        return at;
      }
    }
    return std::nullopt;
  }

  void read_remedial(const MdBlock& block) {
    if (block.kind != MdKind::Quote) return;
    remedial_ = text::collapse_space(
        text::clean(unquoted(tree_.source(block.first_line, block.last_line))));
  }

  void read_block(const MdBlock& block) {
    switch (block.kind) {
      case MdKind::Heading:
        return read_heading(block);
      case MdKind::Paragraph:
        if (in_paper_ && ended_ && !has_field(block)) return keep_note(block);
        return in_paper_ ? read_fields(block) : read_head_lines(block);
      case MdKind::Table:
      case MdKind::Html:
        for (const std::vector<std::string>& row : block.rows) {
          if (!in_paper_ && !by_topic_ && read_usage_row(row, head_)) {
            table_ = block.kind == MdKind::Table ? Table::Markdown : Table::Html;
            centred_ = block.centred;
            found_->header_line = block.first_line;
          } else if (by_topic_ && row.size() == 2 && read_count(row[1])) {
            topics_.push_back(row[0]);
          }
        }
        if (in_paper_ && !ended_) read_rest(block);
        return;
      case MdKind::List:
        if (in_paper_ && !ended_) return read_rest(block);
        if (in_paper_) return keep_note(block);
        for (const MdLink& link : block.links) {
          if (link.url.starts_with('#')) ++contents_;
        }
        return;
      case MdKind::Rule:
        // Most likely the end of the paper; a rule within a comment leaves fields behind it.
        ended_ = in_paper_;
        return;
      case MdKind::Quote:
      case MdKind::Other:
        if (in_paper_ && !ended_) read_rest(block);
        return;
    }
  }

  void read_heading(const MdBlock& block) {
    const std::string source = tree_.source(block.first_line, block.last_line);
    for (const MdLink& link : block.links) {
      if (is_paper_url(link.url)) return begin_paper(block, source, link);
    }
    // A title such as "A](b) c" breaks its own link; the address still stands in the source.
    const std::size_t address = source.rfind("](http");
    if (address != std::string::npos && block.level >= 2) {
      const std::size_t end = source.find(')', address);
      const MdLink link{
          source.substr(address + 2, end == std::string::npos ? end : end - address - 2),
          text::collapse_space(block.text)};
      if (is_paper_url(link.url)) return begin_paper(block, source, link);
    }
    heading_ = &block;
  }

  /// What a heading without a paper's address was is told by the block behind it: the title of a
  /// paper that states its id below, a part of the text above, or the begin of a section such as
  /// "## Memory Structures (9)", whose label is known from the contents already.
  void settle_heading(const MdBlock* next) {
    if (heading_ == nullptr) return;
    const MdBlock& heading = *std::exchange(heading_, nullptr);
    const bool of_paper =
        next != nullptr && next->kind == MdKind::Paragraph &&
        std::any_of(next->labels.begin(), next->labels.end(),
                    [](const auto& label) { return paper_label(label.name) == "ArXiv ID"; });
    if (of_paper) {
      const std::string source = tree_.source(heading.first_line, heading.last_line);
      begin_paper(heading, source, {.url = {}, .text = without_number(heading.text)});
    } else if (in_paper_ && !ended_ && next != nullptr && next->kind != MdKind::Heading) {
      read_rest(heading);
    } else {
      end_paper();
    }
  }

  static std::string without_number(const std::string& title) {
    const std::string text = text::collapse_space(title);
    const std::size_t digits = text.find_first_not_of("0123456789");
    const bool numbered = digits != std::string::npos && digits > 0;
    return numbered && text.compare(digits, 2, ". ") == 0 ? text.substr(digits + 2) : text;
  }

  void begin_paper(const MdBlock& block, const std::string& source, const MdLink& link) {
    end_paper();
    paper_ = PagePaper{
        .id = link.url, .title = title_of(source, link), .line = block.first_line, .fields = {}};
    in_paper_ = true;
    ended_ = false;
  }

  /// The title as it stands in the source: "## 1. [The title](https://...) <a ...>". What the tree
  /// shows of it has lost backslashes and stars.
  static std::string title_of(std::string_view source, const MdLink& link) {
    const std::size_t end = link.url.empty() ? std::string::npos : source.rfind("](" + link.url);
    std::size_t begin = source.find_first_not_of('#');
    if (begin == std::string_view::npos || end == std::string_view::npos) return link.text;
    while (begin < source.size() && source[begin] == ' ') ++begin;
    std::size_t digits = begin;
    while (digits < source.size() && source[digits] >= '0' && source[digits] <= '9') ++digits;
    if (digits > begin && source.substr(digits, 2) == ". ") begin = digits + 2;
    if (begin >= end || source[begin] != '[') return link.text;
    return std::string(source.substr(begin + 1, end - begin - 1));
  }

  static bool has_field(const MdBlock& block) {
    return std::any_of(block.labels.begin(), block.labels.end(),
                       [](const MdLabel& label) { return !paper_label(label.name).empty(); });
  }

  /// Each labelled line of the paragraph, up to the next one.
  void read_fields(const MdBlock& block) {
    ended_ = false;
    if (block.labels.empty()) return read_rest(block.first_line, block.last_line);
    read_rest(block.first_line, block.labels.front().line - 1);
    for (std::size_t at = 0; at < block.labels.size(); ++at) {
      const MdLabel& label = block.labels[at];
      const int last =
          at + 1 < block.labels.size() ? block.labels[at + 1].line - 1 : block.last_line;
      std::string source = tree_.source(label.line, last);
      std::size_t begin = std::string::npos;
      for (const std::string_view mark : {":**", "**:", ":__", "__:"}) {
        begin = std::min(begin, source.find(mark));
      }
      const std::string_view value =
          std::string_view(source).substr(begin == std::string::npos ? 0 : begin + 3);
      paper_.fields.emplace_back(label.name, trimmed(value));
    }
  }

  /// A block that has no label goes on with the field before it.
  void read_rest(const MdBlock& block) { read_rest(block.first_line, block.last_line); }

  void read_rest(int first, int last) {
    const std::string source = tree_.source(first, last);
    const std::string_view text = trimmed(source);
    if (text.empty()) return;
    if (paper_.fields.empty()) {
      paper_.fields.emplace_back("Note", text);
    } else {
      paper_.fields.back().second.append("\n\n").append(text);
    }
  }

  void keep_note(const MdBlock& block) {
    notes_.push_back(
        text::collapse_space(text::clean(tree_.source(block.first_line, block.last_line))));
  }

  void end_paper() {
    if (in_paper_) papers_.push_back(std::move(paper_));
    in_paper_ = false;
  }

  void read_head_lines(const MdBlock& block) {
    std::size_t begin = 0;
    while (begin <= block.text.size()) {
      const std::size_t end = std::min(block.text.find('\n', begin), block.text.size());
      read_head_line(std::string_view(block.text).substr(begin, end - begin));
      begin = end + 1;
    }
  }

  void read_head_line(std::string_view line) {
    const std::string text = text::collapse_space(line);
    if (text.empty()) return;
    if (read_total(text, head_)) {
      totals_ = true;
    } else if (text == "Topic Coverage:" || text == "Table of contents by topic:") {
      by_topic_ = true;
    } else if (text != "No papers selected." && !text.starts_with("Table of contents") &&
               !lower_ascii(text).starts_with("paper selection prompt")) {
      notes_.push_back(text::clean(text));
    }
  }

  void read_prompt(std::size_t heading) {
    const std::size_t blocks = tree_.blocks.size();
    const int last = static_cast<int>(tree_.lines.size());
    std::string system;
    std::string user;
    for (std::size_t at = heading + 1; at < blocks; ++at) {
      const MdBlock& block = tree_.blocks[at];
      if (block.kind != MdKind::Heading || block.level != 2) continue;
      std::string* part = block.text == "System Prompt" ? &system
                          : block.text == "User Prompt" ? &user
                                                        : nullptr;
      if (part == nullptr || at + 1 >= blocks || tree_.blocks[at + 1].kind != MdKind::Quote)
        continue;
      *part =
          unquoted(tree_.source(tree_.blocks[at + 1].first_line, tree_.blocks[at + 1].last_line));
    }
    if (system.empty() && user.empty()) {
      const bool quote = heading + 1 < blocks && tree_.blocks[heading + 1].kind == MdKind::Quote;
      const std::string rest = tree_.source(tree_.blocks[heading].last_line + 1, last);
      const std::string text(trimmed(quote ? unquoted(rest) : rest));
      if (!text.empty()) found_->prompt_text = text::clean(text) + "\n";
      return;
    }
    found_->prompt_text = prompt_of_parts(text::clean(trimmed(system)), text::clean(trimmed(user)));
  }

  static std::string prompt_of_parts(const std::string& system, const std::string& user) {
    std::string text;
    if (!system.empty()) text += "# System Prompt\n\n" + system + "\n";
    if (!user.empty()) text += (text.empty() ? "" : "\n") + ("# User Prompt\n\n" + user + "\n");
    return text;
  }

  void keep_extra() {
    std::map<std::string, std::string> extra = json::members_of(found_->digest.extra_json);
    if (!remedial_.empty()) extra["remedial"] = json::quoted_json(remedial_);
    if (!notes_.empty()) {
      std::string list;
      for (const std::string& note : notes_)
        list += (list.empty() ? "" : ",") + json::quoted_json(note);
      extra["notes"] = "[" + list + "]";
    }
    found_->digest.extra_json = json::object_of(extra);
  }

  void check_tokens() {
    const std::optional<std::int64_t> sum = found_->digest.usage.total_tokens();
    if (!sum || !head_.total_tokens || *sum == *head_.total_tokens) return;
    problems_.warning({path_, found_->header_line, 0},
                      "the total of " + std::to_string(*head_.total_tokens) +
                          " tokens is not the sum of its parts, " + std::to_string(*sum));
  }

  /// The numbers of docs/content.md; 0 for a mixture that is none of them.
  int layout_number() const {
    const bool remedial = !remedial_.empty();
    if (title_.iso && !spelled_arxiv_) {
      if (table_ == Table::Html) return !by_topic_ ? 12 : papers_.empty() ? 14 : 13;
      if (table_ != Table::Markdown) return 0;
      return !remedial ? 9 : totals_ ? 10 : 11;
    }
    if (table_ == Table::None) return head_.total_cost ? 1 : 0;
    if (remedial) return 8;
    if (!title_.padded) return centred_ ? 7 : 6;
    if (!head_.model.empty()) return head_.old_spelling ? 4 : 5;
    return head_.counts.scanned ? 3 : 2;
  }

  enum class Table { None, Markdown, Html };

  const MdTree& tree_;
  const std::string& path_;
  Diagnostics& problems_;
  std::optional<Found> found_;
  PageTitle title_{.day = Day(1, 1, 1)};
  PageHead head_;
  Table table_ = Table::None;
  bool centred_ = false;
  bool spelled_arxiv_ = false;  ///< "Arxiv", the older spelling
  bool totals_ = false;
  bool by_topic_ = false;
  std::string remedial_;
  std::vector<std::string> notes_;
  std::vector<std::string> topics_;  ///< labels of the topics that the page covers
  std::size_t contents_ = 0;         ///< papers in the table of contents
  PagePaper paper_;
  bool in_paper_ = false;
  bool ended_ = false;                ///< a rule stands behind the paper's last block
  const MdBlock* heading_ = nullptr;  ///< that is not settled yet
  std::vector<PagePaper> papers_;
};

/// Links to digests and nothing else.
bool is_listing(const MdTree& tree) {
  std::size_t links = 0;
  for (const MdBlock& block : tree.blocks) {
    if (block.kind == MdKind::Heading) continue;
    if (block.kind != MdKind::Paragraph && block.kind != MdKind::List) return false;
    if (block.links.empty()) return false;
    for (const MdLink& link : block.links) {
      if (!link.url.ends_with(".md")) return false;
    }
    links += block.links.size();
  }
  return links > 0;
}

}  // namespace

MarkdownDigest read_markdown(std::string_view text, const std::string& path,
                             std::optional<Day> day_of_name, Diagnostics& problems) {
  if (text.size() > kMostBytes) return {};
  const MdTree tree = parse_markdown(text);
  MarkdownDigest result;
  result.found = MarkdownReader(tree, path, problems).run(day_of_name);
  result.listing = !result.found && is_listing(tree);
  return result;
}

}  // namespace broadsheet::importer

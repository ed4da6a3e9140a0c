// A daily digest in Markdown: head with figures, papers, prompt.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/formats/formats.h"
#include "import/markdown/markdown_layout.h"
#include "import/markdown/markdown_papers.h"
#include "import/markdown/markdown_prompt.h"
#include "import/papers/page_header.h"
#include "import/source/day_text.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kTitleWithin = 4;   // blocks; the statement of a remedial run precedes it
constexpr std::size_t kMostTopics = 200;  // real pages have five; each label is compared with all

struct TitleBlock {
  std::size_t at = 0;  ///< in MdTree::blocks
  PageTitle title;
};

/// "Personalized Daily arXiv Papers": the file's name has the day.
bool is_title_without_day(std::string_view text) {
  const std::string title = lower_ascii(text::collapse_space(text));
  return title.find("arxiv") != std::string::npos && title.ends_with("papers");
}

std::optional<TitleBlock> find_title(const MdTree& tree, std::optional<Day> day_of_name) {
  for (std::size_t at = 0; at < std::min(tree.blocks.size(), kTitleWithin); ++at) {
    const MdBlock& block = tree.blocks[at];
    if (block.kind != MdKind::Heading || block.level != 1) continue;
    if (const std::optional<PageTitle> title = read_title(block.text)) {
      return TitleBlock{at, *title};
    }
    if (day_of_name && is_title_without_day(block.text)) {
      return TitleBlock{at, PageTitle{.day = *day_of_name}};
    }
  }
  return std::nullopt;
}

/// The head of the digest while its blocks are read.
class HeadReader {
 public:
  explicit HeadReader(const MdTree& tree) : tree_(tree) {}

  /// A line of the head: a figure, the heading of a list, or a note.
  void read_lines(const MdBlock& paragraph) {
    std::size_t begin = 0;
    while (begin <= paragraph.text.size()) {
      const std::size_t end = std::min(paragraph.text.find('\n', begin), paragraph.text.size());
      read_line(std::string_view(paragraph.text).substr(begin, end - begin));
      begin = end + 1;
    }
  }

  /// A row of the usage table; after "Topic Coverage", a topic and its count.
  /// @param in_paper  the table is a paper's text and has no usage
  void read_rows(const MdBlock& block, bool in_paper) {
    for (const std::vector<std::string>& row : block.rows) {
      if (!in_paper && !by_topic_ && read_usage_row(row, head_)) {
        table_ = block.kind == MdKind::Table ? UsageTable::Markdown : UsageTable::Html;
        centred_ = block.centred;
        line_ = block.first_line;
      } else if (by_topic_ && row.size() == 2 && read_count(row[1]) &&
                 topics_.size() < kMostTopics) {
        topics_.push_back(row[0]);
      }
    }
  }

  void read_contents(const MdBlock& list) {
    contents_ += static_cast<std::size_t>(
        std::count_if(list.links.begin(), list.links.end(),
                      [](const MdLink& link) { return link.url.starts_with('#'); }));
  }

  void read_remedial(const MdBlock& block) {
    if (block.kind != MdKind::Quote) return;
    remedial_ = text::collapse_space(
        text::clean(unquoted(tree_.source(block.first_line, block.last_line))));
  }

  void add_note(std::string note) { notes_.push_back(std::move(note)); }

  const std::vector<std::string>& topics() const { return topics_; }
  std::size_t contents() const { return contents_; }  ///< papers in the table of contents
  int line() const { return line_; }                  ///< of the usage table; 0: there is none
  std::optional<std::int64_t> total_tokens() const { return head_.total_tokens; }

  /// Moves figures, remedial statement and notes to the digest.
  void fill(Digest& digest) const {
    fill_head(head_, digest);
    if (!remedial_.empty()) digest.extra.set("remedial", remedial_);
    if (!notes_.empty()) digest.extra.set("notes", notes_);
  }

  LayoutFacts layout(const PageTitle& title, bool arxiv_in_title, bool papers) const {
    return {.iso_date = title.iso,
            .padded_date = title.padded,
            .arxiv_in_title = arxiv_in_title,
            .table = table_,
            .centred = centred_,
            .model = !head_.model.empty(),
            .old_total = head_.old_spelling,
            .total_cost = head_.total_cost.has_value(),
            .totals = totals_,
            .scanned = head_.counts.scanned.has_value(),
            .remedial = !remedial_.empty(),
            .by_topic = by_topic_,
            .papers = papers};
  }

 private:
  void read_line(std::string_view line) {
    const std::string text = text::collapse_space(line);
    if (text.empty()) return;
    if (read_total(text, head_)) {
      totals_ = true;
    } else if (text == "Topic Coverage:" || text == "Table of contents by topic:") {
      by_topic_ = true;
    } else if (text != "No papers selected." && !text.starts_with("Table of contents") &&
               !lower_ascii(text).starts_with("paper selection prompt")) {
      add_note(text::clean(text));
    }
  }

  const MdTree& tree_;
  PageHead head_;
  UsageTable table_ = UsageTable::None;
  bool centred_ = false;
  bool totals_ = false;
  bool by_topic_ = false;
  int line_ = 0;
  std::string remedial_;
  std::vector<std::string> notes_;
  std::vector<std::string> topics_;
  std::size_t contents_ = 0;
};

/// Whether the text of a link names the issue before or after: "« Previous", "2026-03-04 →",
/// "前一天".
bool names_neighbour(const std::string& text) {
  constexpr std::array<std::string_view, 16> kNames = {
      "prev", "next", "yesterday", "tomorrow", "earlier", "later", "older", "newer",
      "←",    "→",    "«",         "»",        "前一",    "后一",  "上一",  "下一"};
  const std::string name = lower_ascii(text);
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view one) { return name.find(one) != std::string::npos; });
}

/// The links of a block, also those written in HTML.
std::vector<MdLink> links_of(const MdTree& tree, const MdBlock& block) {
  std::vector<MdLink> links = block.links;
  const std::string source = tree.source(block.first_line, block.last_line);
  constexpr std::string_view kBegin = "<a href=\"";
  for (std::size_t at = source.find(kBegin); at != std::string::npos;
       at = source.find(kBegin, at + 1)) {
    const std::size_t url = at + kBegin.size();
    const std::size_t end = source.find("\">", url);
    if (end == std::string::npos) break;
    const std::size_t close = std::min(source.find("</a>", end), source.size());
    links.push_back({source.substr(url, end - url), source.substr(end + 2, close - end - 2)});
    at = end;
  }
  return links;
}

/// Days that "[Previous Day](2026-02-26-output.md)" and the like link to as issues.
void add_neighbours(const MdTree& tree, const MdBlock& block, std::set<Day>& neighbours) {
  for (const MdLink& link : links_of(tree, block)) {
    if (!names_neighbour(link.text)) continue;
    std::optional<Day> day = SourceFile::day_of_name(link.url);
    if (!day) day = last_day_in(link.url);
    if (!day) day = SourceFile::day_of_name(link.text);
    if (day) neighbours.insert(*day);
  }
}

/// Reads one block below the title.
/// @param next  the block after it; nullptr at the end of the papers
void read_block(const MdTree& tree, const MdBlock& block, const MdBlock* next, HeadReader& head,
                MarkdownPapers& papers) {
  using Place = MarkdownPapers::Place;
  const Place place = papers.place();
  const auto keep_note = [&] {
    head.add_note(
        text::collapse_space(text::clean(tree.source(block.first_line, block.last_line))));
  };
  switch (block.kind) {
    case MdKind::Heading:
      return papers.read_heading(block, next);
    case MdKind::Paragraph:
      if (place == Place::Head) return head.read_lines(block);
      if (place == Place::AfterPaper && !has_field(block)) return keep_note();
      return papers.read_fields(block);
    case MdKind::List:
      if (place == Place::Head) return head.read_contents(block);
      if (place == Place::AfterPaper) return keep_note();
      return papers.read_text(block);
    case MdKind::Rule:
      return papers.read_rule();
    case MdKind::Table:
    case MdKind::Html:
      head.read_rows(block, place != Place::Head);
      [[fallthrough]];
    case MdKind::Quote:
    case MdKind::Other:
      if (place == Place::InPaper) papers.read_text(block);
      return;
  }
}

void check_tokens(const ParsedSource& source, std::optional<std::int64_t> stated,
                  Diagnostics& problems) {
  const std::optional<std::int64_t> sum = source.digest.usage.total_tokens();
  if (!sum || !stated || *sum == *stated) return;
  problems.warning({source.digest.path, source.header_line, 0},
                   "the total of " + std::to_string(*stated) +
                       " tokens is not the sum of its parts, " + std::to_string(*sum));
}

}  // namespace

bool is_digest_markdown(const SourceFile& file) {
  return file.markdown() != nullptr && find_title(*file.markdown(), file.day()).has_value();
}

ParseResult parse_digest_markdown(const SourceFile& file, Diagnostics& problems) {
  const MdTree& tree = *file.markdown();
  const TitleBlock title = *find_title(tree, file.day());
  const MdBlock& title_block = tree.blocks[title.at];
  const Location title_line{file.path(), title_block.first_line, 0};
  if (file.day() && *file.day() != title.title.day) {
    problems.warning(title_line, "the file's name has " + file.day()->str() +
                                     " but its title has " + title.title.day.str() +
                                     ", which is used");
  }

  HeadReader head(tree);
  MarkdownPapers collected(tree);
  std::set<Day> neighbours;
  for (std::size_t at = 0; at < title.at; ++at) {
    head.read_remedial(tree.blocks[at]);
    add_neighbours(tree, tree.blocks[at], neighbours);
  }
  const auto prompt = std::find_if(tree.blocks.begin() + static_cast<std::ptrdiff_t>(title.at) + 1,
                                   tree.blocks.end(), is_prompt_heading);
  const auto end = static_cast<std::size_t>(prompt - tree.blocks.begin());
  for (std::size_t at = title.at + 1; at < end; ++at) {
    if (collected.place() != MarkdownPapers::Place::InPaper) {
      add_neighbours(tree, tree.blocks[at], neighbours);
    }
    read_block(tree, tree.blocks[at], at + 1 < end ? &tree.blocks[at + 1] : nullptr, head,
               collected);
  }

  ParsedSource source{.kind = SourceKind::Markdown, .digest = Digest{.date = title.title.day}};
  source.digest.path = file.path();
  source.header_line = head.line() > 0 ? head.line() : title_block.first_line;
  neighbours.erase(source.digest.date);
  source.neighbours = std::move(neighbours);
  const std::vector<PagePaper> papers = collected.finish();
  for (const PagePaper& paper : papers) add_page_paper(paper, head.topics(), source, problems);
  if (end < tree.blocks.size()) source.prompt_text = read_prompt(tree, end);
  head.fill(source.digest);
  check_totals(source, head.contents(), problems);
  check_tokens(source, head.total_tokens(), problems);

  const bool arxiv_in_title = title_block.text.find("Arxiv") != std::string::npos;
  const int layout = layout_number(head.layout(title.title, arxiv_in_title, !papers.empty()));
  return {layout == 0 ? "daily Markdown" : "daily Markdown, layout " + std::to_string(layout),
          std::move(source)};
}

}  // namespace broadsheet::importer

// The text of a published page, saved from a browser.

#include <algorithm>
#include <utility>
#include <vector>

#include "import/formats/formats.h"
#include "import/papers/page_header.h"
#include "import/papers/page_paper.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostBytes = 16U << 20;
constexpr std::size_t kTitleWithin = 60;  // lines; the page's navigation precedes the title

struct Line {
  std::string text;  ///< white space collapsed
  int number = 0;    ///< from 1
};

/// The first `most` lines that are not blank.
std::vector<Line> lines_of(std::string_view text, std::size_t most) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<Line> lines;
  int number = 0;
  while (!text.empty() && lines.size() < most) {
    ++number;
    const std::size_t end = std::min(text.find_first_of("\n\r"), text.size());
    std::string line = text::collapse_space(text.substr(0, end));
    if (!line.empty()) lines.push_back({std::move(line), number});
    const bool crlf = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(end + (crlf ? 2 : 1), text.size()));
  }
  return lines;
}

/// The label of "Abstract: ..."; empty if the line begins with no known label.
std::string_view label_of(std::string_view line) {
  const std::size_t colon = line.substr(0, 20).find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view label = line.substr(0, colon);
  return paper_label(label) == label ? label : std::string_view();
}

std::string value_of(std::string_view line, std::string_view label) {
  line.remove_prefix(label.size() + 1);
  return text::collapse_space(line);
}

/// "12. The title" without its number.
std::string without_number(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && line[at] >= '0' && line[at] <= '9') ++at;
  return std::string(at > 0 && line.substr(at, 2) == ". " ? line.substr(at + 2) : line);
}

/// The cells of "| Token | 1 | 2 |" or "Token 1 2".
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  const bool piped = line.starts_with('|');
  if (piped) line.remove_prefix(1);
  const char between = piped ? '|' : ' ';
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(between), line.size());
    std::string cell = text::collapse_space(line.substr(0, end));
    if (piped || !cell.empty()) cells.push_back(std::move(cell));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return cells;
}

/// The line of the title, with the day; std::nullopt if the text is no digest.
std::optional<std::pair<std::size_t, PageTitle>> find_title(const std::vector<Line>& lines) {
  for (std::size_t at = 0; at < std::min(lines.size(), kTitleWithin); ++at) {
    if (const std::optional<PageTitle> title = read_title(lines[at].text))
      return std::pair(at, *title);
  }
  return std::nullopt;
}

class PageReader {
 public:
  PageReader(std::vector<Line> lines, const std::string& path, Diagnostics& problems)
      : lines_(std::move(lines)),
        problems_(problems),
        source_{.kind = SourceKind::Page, .digest = Digest{.date = Day(1, 1, 1)}} {
    source_.digest.path = path;
  }

  ParsedSource run() {
    const auto [title, page_title] = *find_title(lines_);
    source_.digest.date = page_title.day;
    source_.header_line = lines_[title].number;
    read_navigation(title);

    const std::size_t prompt = prompt_heading(title);
    const std::vector<std::size_t> starts = paper_starts(title + 1, prompt);
    read_head(title + 1, starts.empty() ? prompt : starts.front());
    fill_head(head_, source_.digest);
    if (!remedial_.empty()) source_.digest.extra.set("remedial", remedial_);
    for (std::size_t at = 0; at < starts.size(); ++at) {
      read_paper(starts[at], at + 1 < starts.size() ? starts[at + 1] : prompt);
    }
    read_prompt(prompt);
    check_totals(source_, 0, problems_);
    return std::move(source_);
  }

 private:
  /// Lines above the title: links to the days before and after, the statement of a remedial run.
  void read_navigation(std::size_t title) {
    for (std::size_t at = 0; at < title; ++at) {
      const std::string& text = lines_[at].text;
      if (text.find("remedial run") != std::string::npos ||
          text.starts_with("Results generated on")) {
        remedial_ += (remedial_.empty() ? "" : " ") + text::clean(text);
      }
      for (const std::string_view link : {"Previous Day ", "Next Day "}) {
        if (!text.starts_with(link)) continue;
        if (const auto day = Day::parse(text.substr(link.size()))) source_.neighbours.insert(*day);
      }
    }
  }

  /// The last such line: the title of a paper may read the same. One past the end if there is none.
  std::size_t prompt_heading(std::size_t title) const {
    for (std::size_t at = lines_.size(); at-- > title;) {
      const std::string& text = lines_[at].text;
      if (text == "Paper Selection Prompt" || text == "Paper selection prompt") return at;
    }
    return lines_.size();
  }

  /// Lines of titles: each directly precedes an "ArXiv ID: ...".
  std::vector<std::size_t> paper_starts(std::size_t begin, std::size_t end) const {
    std::vector<std::size_t> starts;
    for (std::size_t at = begin + 1; at < end; ++at) {
      if (lines_[at].text.starts_with("ArXiv ID:")) starts.push_back(at - 1);
    }
    return starts;
  }

  void read_head(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
      const std::string& text = lines_[at].text;
      // Titles and authors follow the figures; they may look like anything.
      if (text.starts_with("Table of contents")) return;
      if (!read_total(text, head_)) read_usage_row(cells_of(text), head_);
    }
  }

  void read_paper(std::size_t begin, std::size_t end) {
    PagePaper paper{.id = {},
                    .title = without_number(lines_[begin].text),
                    .line = lines_[begin].number,
                    .fields = {}};
    for (std::size_t at = begin + 1; at < end; ++at) {
      const std::string& text = lines_[at].text;
      const std::string_view label = label_of(text);
      if (label == "Relevance") {
        add_scores(text, paper);
      } else if (!label.empty()) {
        paper.fields.emplace_back(std::string(label), value_of(text, label));
      } else if (!paper.fields.empty() && !is_section(text, at, end)) {
        std::string& value = paper.fields.back().second;
        value += (value.empty() ? "" : " ") + text;
      }
    }
    add_page_paper(paper, {}, source_, problems_);
  }

  /// "Memory Structures (9)": the heading of the next topic, the last line before the next title.
  bool is_section(const std::string& text, std::size_t at, std::size_t end) const {
    const std::size_t open = text.rfind(" (");
    return at + 1 == end && open != std::string::npos && text.ends_with(')') &&
           read_count(std::string_view(text).substr(open + 2, text.size() - open - 3)).has_value();
  }

  /// "Relevance: 10 Novelty: 8" on one line, or the first alone.
  static void add_scores(const std::string& text, PagePaper& paper) {
    const std::size_t novelty = text.find(" Novelty:");
    const std::string first = text.substr(0, novelty);
    paper.fields.emplace_back("Relevance", value_of(first, "Relevance"));
    if (novelty != std::string::npos) {
      paper.fields.emplace_back("Novelty",
                                value_of(std::string_view(text).substr(novelty + 1), "Novelty"));
    }
  }

  /// The lines below the heading, with list markers as saved; the two parts get headings as in
  /// Markdown.
  void read_prompt(std::size_t heading) {
    std::string prompt;
    for (std::size_t at = heading + 1; at < lines_.size(); ++at) {
      const std::string text = text::clean(lines_[at].text);
      const bool part = text == "System Prompt" || text == "User Prompt";
      if (!prompt.empty()) prompt += part ? "\n\n" : "\n";
      prompt += part ? "# " + text + "\n" : text;
    }
    if (!prompt.empty()) source_.prompt_text = prompt + "\n";
  }

  const std::vector<Line> lines_;
  Diagnostics& problems_;
  ParsedSource source_;
  PageHead head_;
  std::string remedial_;
};

}  // namespace

bool is_saved_page(const SourceFile& file) {
  return file.json() == nullptr && file.text().size() <= kMostBytes &&
         find_title(lines_of(file.text(), kTitleWithin)).has_value();
}

ParseResult parse_saved_page(const SourceFile& file, Diagnostics& problems) {
  std::vector<Line> lines = lines_of(file.text(), std::string::npos);
  return {"saved page", PageReader(std::move(lines), file.path(), problems).run()};
}

}  // namespace broadsheet::importer

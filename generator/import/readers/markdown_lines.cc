#include "import/readers/markdown_lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "import/readers/inline_text.h"
#include "import/readers/table_rows.h"
#include "import/records/field_names.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostLabel = 60;  // bytes

/// The level of "## ..." or "<h2>...</h2>"; 0 for any other line. Removes the marks.
int take_heading(std::string_view& text) {
  const std::size_t marks = std::min(text.find_first_not_of('#'), text.size());
  if (marks >= 1 && marks <= 6 && (marks == text.size() || text[marks] == ' ')) {
    text = trimmed(text.substr(marks));
    const std::size_t end = text.find_last_not_of('#');
    if (end != std::string_view::npos && end + 1 < text.size() && text[end] == ' ') {
      text = trimmed(text.substr(0, end));
    }
    return static_cast<int>(marks);
  }
  const bool html = text.size() > 4 && text[0] == '<' && (text[1] == 'h' || text[1] == 'H') &&
                    text[2] >= '1' && text[2] <= '6' && (text[3] == '>' || text[3] == ' ');
  return html ? text[2] - '0' : 0;
}

/// Removes "- ", "* ", "12. ". True if there was one.
bool take_marker(std::string_view& text) {
  std::size_t end = 0;
  if (text.starts_with('-') || text.starts_with('*') || text.starts_with('+')) {
    end = 1;
  } else {
    while (end < text.size() && end < 4 && is_ascii_digit(text[end])) ++end;
    if (end == 0 || end >= text.size() || (text[end] != '.' && text[end] != ')')) return false;
    ++end;
  }
  if (end >= text.size() || (text[end] != ' ' && text[end] != '\t')) return false;
  text = trimmed(text.substr(end));
  return true;
}

bool is_rule(std::string_view text) {
  constexpr std::array<char, 3> kMarks = {'-', '*', '_'};
  return text.size() >= 3 && std::any_of(kMarks.begin(), kMarks.end(), [&](char mark) {
           const char allowed[] = {mark, ' ', '\0'};
           return text.front() == mark && text.find_first_not_of(allowed) == std::string_view::npos;
         });
}

/// Whether `text` may be the underline of a heading: "====", or four dashes and more, as three are
/// a rule most often.
bool is_underline(std::string_view text) {
  constexpr std::size_t kLeast = 3;
  if (text.size() < kLeast) return false;
  return text.find_first_not_of('=') == std::string_view::npos ||
         (text.size() > kLeast && text.find_first_not_of('-') == std::string_view::npos);
}

bool is_paragraph(const MarkdownLine& line) {
  return !line.blank() && !line.row && !line.rule && !line.item && line.level == 0;
}

/// One line of a paragraph above "====" or "----" is a heading; the underline becomes blank.
void find_underlined_headings(std::vector<MarkdownLine>& lines) {
  for (std::size_t at = 1; at < lines.size(); ++at) {
    MarkdownLine& line = lines[at - 1];
    const bool alone = at < 2 || !is_paragraph(lines[at - 2]);
    const bool underline = lines[at].level == 0 && is_underline(lines[at].text);
    if (!underline || !alone || !is_paragraph(line) || read_label(line)) continue;
    line.level = lines[at].text.front() == '=' ? 1 : 2;
    lines[at].rule = false;
    lines[at].text = {};
  }
}

/// Lines with bars around a row of dashes are a table, also without bars at their ends.
void find_open_tables(std::vector<MarkdownLine>& lines) {
  const auto barred = [](const MarkdownLine& line) {
    return !line.blank() && !line.rule && line.text.find('|') != std::string_view::npos;
  };
  for (std::size_t at = 1; at < lines.size(); ++at) {
    if (!is_delimiter_row(lines[at].text) || !barred(lines[at - 1])) continue;
    std::size_t row = at - 1;
    for (; row < lines.size() && barred(lines[row]); ++row) {
      lines[row].row = true;
      lines[row].item = false;
      lines[row].level = 0;
    }
    at = std::max(at, row);
  }
}

bool is_fence(std::string_view text) { return text.starts_with("```") || text.starts_with("~~~"); }

/// The length of a colon at the beginning of `text`: ASCII or full width; 0 if there is none.
std::size_t colon_at(std::string_view text) {
  if (text.starts_with(':')) return 1;
  return text.starts_with("：") ? std::string_view("：").size() : 0;
}

std::string plain(std::string_view source) { return read_inline(source).text; }

std::optional<LabelledLine> split_at_colon(std::string_view text, bool known_only) {
  const std::size_t ascii = text.find(':');
  const std::size_t at = std::min(ascii, text.find("："));
  if (at == std::string_view::npos || at == 0 || at > kMostLabel) return std::nullopt;
  std::string label = plain(text.substr(0, at));
  if (label.empty() || (known_only && !field_named(label))) return std::nullopt;
  const std::string_view rest = text.substr(at + colon_at(text.substr(at)));
  if (rest.starts_with("//")) return std::nullopt;
  return LabelledLine{std::move(label), trimmed(rest)};
}

/// A label between `mark` and `mark`, as in "**Authors:** A".
std::optional<LabelledLine> read_emphasised(std::string_view text, std::string_view mark,
                                            bool known_only) {
  const std::size_t end = text.find(mark, mark.size());
  if (end == std::string_view::npos || end > 4 * kMostLabel) return std::nullopt;
  const std::string_view inner = text.substr(mark.size(), end - mark.size());
  std::string_view rest = trimmed(text.substr(end + mark.size()));
  std::string label = plain(inner);
  std::size_t colon = 0;
  for (const std::string_view one : {":", "："}) {
    if (label.ends_with(one)) colon = one.size();
  }
  if (colon > 0) {
    label.resize(label.size() - colon);
  } else if (const std::size_t after = colon_at(rest); after > 0) {
    rest = trimmed(rest.substr(after));
  } else if (auto whole = split_at_colon(inner, true); whole && rest.empty()) {
    return whole;
  } else if (!rest.empty() || !field_named(label)) {
    return std::nullopt;
  }
  label = std::string(trimmed(label));
  if (label.empty() || label.size() > kMostLabel || (known_only && !field_named(label))) {
    return std::nullopt;
  }
  return LabelledLine{std::move(label), rest};
}

}  // namespace

std::string_view without_ornament(std::string_view text) {
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text.front());
    // Emoji and symbols: U+2000 to U+2FFF, variation selectors, all beyond U+FFFF.
    const std::size_t length = lead >= 0xF0                                     ? 4
                               : (lead == 0xE2 || text.starts_with("\xEF\xB8")) ? 3
                                                                                : 0;
    if (length > 0 && text.size() >= length) {
      text.remove_prefix(length);
    } else if (text.front() == ' ') {
      text.remove_prefix(1);
    } else {
      break;
    }
  }
  return text;
}

std::vector<MarkdownLine> lines_of_markdown(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<MarkdownLine> lines;
  bool code = false;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view raw = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    MarkdownLine line{.number = ++number, .text = {}};
    std::size_t content = raw.find_first_not_of(" \t>");
    if (content == std::string_view::npos) content = raw.size();
    line.indent = content;
    line.text = trimmed(raw.substr(content));
    if (is_fence(line.text)) {
      code = !code;
      continue;
    }
    if (code) continue;
    line.row = line.text.starts_with('|');
    line.rule = is_rule(line.text);
    if (!line.row && !line.rule) {
      line.level = take_heading(line.text);
      line.item = line.level == 0 && take_marker(line.text);
      if (line.item && line.level == 0) line.level = take_heading(line.text);
    }
    lines.push_back(line);
  }
  find_open_tables(lines);
  find_underlined_headings(lines);
  return lines;
}

std::optional<LabelledLine> read_label(const MarkdownLine& line) {
  std::string_view text = without_ornament(line.text);
  if (text.starts_with("<details>")) text = trimmed(text.substr(9));
  if (text.starts_with("<summary>")) {
    const std::size_t end = std::min(text.find("</summary>"), text.size());
    std::string label = plain(text.substr(9, end - 9));
    if (!field_named(label)) return std::nullopt;
    return LabelledLine{std::move(label), trimmed(text.substr(std::min(end + 10, text.size())))};
  }
  for (const std::string_view mark : {"**", "__"}) {
    if (text.starts_with(mark)) return read_emphasised(text, mark, false);
  }
  for (const std::string_view mark : {"*", "_"}) {
    if (text.starts_with(mark)) return read_emphasised(text, mark, true);
  }
  if (text.starts_with("<b>") || text.starts_with("<strong>")) {
    const std::size_t end = text.find("</");
    const std::size_t close = end == std::string_view::npos ? end : text.find('>', end);
    if (close != std::string_view::npos) {
      const std::string bold = "**" + plain(text.substr(0, close + 1)) + "**";
      std::optional<LabelledLine> label = read_emphasised(bold, "**", false);
      std::string_view rest = trimmed(text.substr(close + 1));
      if (label && label->value.empty()) {
        rest.remove_prefix(colon_at(rest));
        return LabelledLine{std::move(label->label), trimmed(rest)};
      }
    }
    return std::nullopt;
  }
  if (std::optional<LabelledLine> known = split_at_colon(text, true)) return known;
  // "- retweets: 12" is a label too, "- Attention: a survey of ..." is not.
  constexpr std::size_t kMostCount = 60;
  const std::size_t colon = text.find(": ");
  const bool count = line.item && text.size() <= kMostCount && colon != std::string_view::npos &&
                     colon + 2 < text.size() && is_ascii_digit(text[colon + 2]) &&
                     text.substr(0, colon).find(' ') == std::string_view::npos;
  return count ? split_at_colon(text, false) : std::nullopt;
}

std::optional<LabelledLine> read_loose_label(const MarkdownLine& line) {
  constexpr std::size_t kMostWords = 3;
  const std::string_view text = without_ornament(line.text);
  std::optional<LabelledLine> label = split_at_colon(text, false);
  if (!label || label->value.empty() || label->label.size() > 30) return std::nullopt;
  const auto lead = static_cast<unsigned char>(label->label.front());
  const bool name = (lead >= 'A' && lead <= 'Z') || lead >= 0xC3;
  const auto words =
      static_cast<std::size_t>(1 + std::count(label->label.begin(), label->label.end(), ' '));
  const bool sentence = label->label.find_first_of(".,!?()[]\"$") != std::string::npos;
  // "10:30" is a time; "Title: Subtitle" has a blank.
  const bool apart =
      text.find(": ") != std::string_view::npos || text.find("：") != std::string_view::npos;
  if (!name || words > kMostWords || sentence || !apart) return std::nullopt;
  return label;
}

}  // namespace broadsheet::importer

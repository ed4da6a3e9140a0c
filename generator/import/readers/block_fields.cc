#include "import/readers/block_fields.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/readers/inline_text.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/records/record_values.h"
#include "import/source/day_text.h"
#include "import/source/field_values.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

bool begins_like_name(std::string_view name) {
  const auto first = static_cast<unsigned char>(name.front());
  return (first >= 'A' && first <= 'Z') || first >= 0x80;
}

std::size_t words_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

/// Fields that are one line, unless that line is empty.
bool is_short(std::string_view label) {
  const std::optional<FieldName> name = field_named(label);
  if (!name) return false;
  switch (name->field) {
    case RecordField::Id:
    case RecordField::Authors:
    case RecordField::Categories:
    case RecordField::Date:
    case RecordField::Link:
    case RecordField::Doi:
    case RecordField::AuthorComment:
      return true;
    default:
      return false;
  }
}

/// Whether each word begins with a capital, as in names.
bool all_capital(std::string_view text) {
  bool begins = true;
  for (const char c : text) {
    if (begins && c >= 'a' && c <= 'z') return false;
    if (begins && is_ascii_digit(c)) return false;
    begins = c == ' ';
  }
  return true;
}

class BlockFields {
 public:
  explicit BlockFields(json::Object& members) : members_(members) {}

  void finish() {
    for (auto& [label, text] : texts_) members_.add(label, std::move(text));
  }

  void read(const MarkdownLine& line) {
    std::optional<LabelledLine> label;
    const bool text = !line.blank() && !line.rule && !line.row;
    if (text) label = read_label(line);
    if (text && !label && among_labels(line)) label = read_loose_label(line);
    if (label) labelled_ = line;
    if (label && !continues_abstract(line, label->label)) {
      begin(std::move(label->label), label->value);
    } else if (!text || line.text.starts_with("<summary>") || line.text.starts_with("<details>")) {
      after_blank_ = true;
      if (line.rule) label_.clear();
      return;
    } else if (line.level > 0) {
      begin(read_inline(without_ornament(line.text)).text, {});
    } else {
      continue_with(read_inline(line.text),
                    line.text.starts_with("<blockquote") ? "quote" : "text");
    }
    after_blank_ = false;
  }

 private:
  /// Whether a line is beside labelled ones, so that what precedes its colon is a label: an item of
  /// their list, or a line after a field of one line.
  bool among_labels(const MarkdownLine& line) const {
    if (!labelled_ || line.item != labelled_->item || line.level > 0) return false;
    if (line.item) return line.indent == labelled_->indent;
    constexpr std::string_view kColon = "：";
    constexpr std::size_t kMostLabel = 18;  // bytes: six characters
    const bool wide =
        labelled_->text.find(kColon) < 2 * kMostLabel && line.text.find(kColon) <= kMostLabel;
    return !after_blank_ && has_text_ && (is_short(label_) || wide);
  }

  /// "Background: ..." without emphasis, as structured abstracts have it.
  bool continues_abstract(const MarkdownLine& line, std::string_view label) const {
    const std::optional<FieldName> current = field_named(label_);
    const std::optional<FieldName> next = field_named(label);
    return current && current->field == RecordField::Abstract && next &&
           next->field == RecordField::Part && is_ascii_letter(line.text.front());
  }

  void begin(std::string label, std::string_view value) {
    label_ = std::move(label);
    has_text_ = false;
    if (!value.empty()) add(read_inline(value));
  }

  void take_address(const InlineText& inlined) {
    for (const InlineLink& link : inlined.links) {
      if (has_paper_address(link.url)) members_.add(address_name(link.url), link.url);
    }
  }

  /// Adds to the labelled field: text, or the links that are not of arXiv.
  void add(const InlineText& inlined) {
    take_address(inlined);
    const std::optional<FieldName> name = field_named(label_);
    if (name && name->field == RecordField::Id) {
      const bool id = find_id(inlined.text) || find_other_id(inlined.text);
      if (id && inlined.links.empty()) {
        members_.add("url", inlined.text);
      }
      has_text_ = true;
      if (const std::string rest = words_beside(inlined); !rest.empty()) {
        append(label_ + " text", "\n", rest);
      }
      for (const std::string& category : categories_in(inlined.text)) {
        append("categories", ", ", category);
      }
      return add_links(inlined);
    }
    if (name && name->field == RecordField::Link && !inlined.links.empty()) {
      has_text_ = true;
      if (const std::string rest = words_beside(inlined); !rest.empty()) {
        append(label_ + " text", "\n", rest);
      }
      return add_links(inlined);
    }
    if (inlined.text.empty()) return;
    const bool paragraph = !has_text_ || (after_blank_ && !is_short(label_));
    append(label_, paragraph ? "\n\n" : "\n", inlined.text);
    has_text_ = true;
  }

  /// Texts become members at the end, as each may have many lines.
  void append(const std::string& label, std::string_view separator, std::string_view text) {
    const auto [place, is_new] = places_.try_emplace(label, texts_.size());
    if (is_new) texts_.emplace_back(label, std::string());
    std::string& whole = texts_[place->second].second;
    if (!whole.empty()) whole += separator;
    whole += text;
  }

  void add_links(const InlineText& inlined) {
    json::List links;
    for (const InlineLink& link : inlined.links) {
      if (find_id_address(link.url) || !categories_in(link.label).empty()) continue;
      links.emplace_back(json::Object{{"label", link.label}, {"url", link.url}});
    }
    if (!links.empty()) members_.add(label_ + " links", std::move(links));
  }

  /// @param name  of the member for text without a label
  void continue_with(const InlineText& inlined, const std::string& name) {
    take_address(inlined);
    const bool closed = label_.empty() || (is_short(label_) && after_blank_ && has_text_);
    if (!closed) return add(inlined);
    label_.clear();
    if (read_facts(inlined)) return;
    const std::string_view text = without_ornament(inlined.text);
    if (places_.count("authors") == 0 && places_.count("text") == 0 && resembles_names(text)) {
      return append("authors", ", ", text);
    }
    append(name, "\n\n", inlined.text);
  }

  /// A line of nothing but a date, categories and addresses. True if it was one.
  bool read_facts(const InlineText& inlined) {
    std::string rest;
    for (std::size_t at = 0; at <= inlined.text.size();) {
      const std::size_t end = std::min(inlined.text.find_first_of(" ,;|", at), inlined.text.size());
      const std::string word = inlined.text.substr(at, end - at);
      if (!is_fact(word)) rest += word;
      at = end + 1;
    }
    for (const InlineLink& link : inlined.links) {
      const std::size_t at = link.label.empty() ? std::string::npos : rest.find(link.label);
      if (at != std::string::npos) rest.erase(at, link.label.size());
    }
    const bool only_marks = std::none_of(rest.begin(), rest.end(), [](char c) {
      return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0xE3;
    });
    if (!only_marks) return false;
    if (last_day_in(inlined.text)) members_.add("date", inlined.text);
    for (const std::string& category : categories_in(inlined.text)) {
      append("categories", ", ", category);
    }
    return true;
  }

  static bool is_fact(std::string_view word) {
    return word.starts_with("http") || find_id(word) || last_day_in(word) ||
           !categories_in(word).empty();
  }

  json::Object& members_;
  std::vector<std::pair<std::string, std::string>> texts_;  ///< by label, in order
  std::map<std::string, std::size_t> places_;               ///< of labels in texts_
  std::optional<MarkdownLine> labelled_;                    ///< the last labelled line
  std::string label_;  ///< of the field that lines continue; or empty
  bool has_text_ = false;
  bool after_blank_ = false;
};

}  // namespace

std::string words_beside(const InlineText& inlined) {
  // Labels are in the order of the text; the few that are not cost a search to its end.
  constexpr int kMostMisses = 100;
  std::string text;
  std::size_t from = 0;
  int misses = 0;
  for (const InlineLink& link : inlined.links) {
    if (link.label.empty() || misses == kMostMisses) continue;
    const std::size_t at = inlined.text.find(link.label, from);
    if (at == std::string::npos) {
      ++misses;
      continue;
    }
    text.append(inlined.text, from, at - from);
    from = at + link.label.size();
  }
  text.append(inlined.text, from);
  constexpr std::array<std::string_view, 12> kPlain = {
      "arxiv", "pdf", "html", "abs", "link", "doi", "id", "abstract", "paper", "code", "and", "or"};
  bool any = false;
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (has_paper_address(word) || find_id(word) || !categories_in(word).empty()) continue;
    const std::string folded = folded_name(word);
    const bool letters = std::any_of(folded.begin(), folded.end(), [](char c) {
      return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0xC3;
    });
    any = any || (letters && std::find(kPlain.begin(), kPlain.end(), folded) == kPlain.end());
    kept += (kept.empty() ? "" : " ") + std::string(word);
  }
  if (!any) return {};
  constexpr std::string_view kMarks = " |,;:-/";
  const std::size_t begin = kept.find_first_not_of(kMarks);
  const std::size_t end = kept.find_last_not_of(kMarks);
  return kept.substr(begin, end - begin + 1);
}

bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0xE3;
  });
}

bool resembles_names(std::string_view text) {
  if (text.starts_with("by ") || text.starts_with("By ")) text.remove_prefix(3);
  if (text.empty() || text.find_first_of(":!?") != std::string_view::npos) return false;
  const bool others = lower_ascii(text).find("et al") != std::string::npos;
  if (text.ends_with('.') && !others && !text.ends_with("Jr.")) return false;
  const std::vector<std::string> names = split_names(text);
  const bool all = std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name.size() <= 80 && words_of(name) <= 7 && begins_like_name(name);
  });
  if (names.size() > 1) return all || others;
  return all && !names.empty() && words_of(text) >= 2 && words_of(text) <= 6;
}

void add_rest_of_line(const MarkdownLine& line, const std::string& title, json::Object& members) {
  InlineText inlined = read_inline(without_ornament(line.text));
  const std::size_t begin = inlined.text.find(title);
  if (begin == std::string::npos) return;
  inlined.text.erase(0, begin + title.size());
  std::string note;
  std::string rest = words_beside(inlined) + " ";
  for (const std::string_view mark : {" — ", " – ", " | ", " - "}) {
    std::string cut;
    std::size_t from = 0;
    for (std::size_t at; (at = rest.find(mark, from)) != std::string::npos;) {
      cut.append(rest, from, at - from).append("\n");
      from = at + mark.size();
    }
    rest = cut.append(rest, from);
  }
  for (std::string_view left = rest; !left.empty();) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    std::string_view piece = trimmed(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
    for (const std::string_view mark : {"— ", "– ", "- ", "· ", "by ", "By "}) {
      if (piece.starts_with(mark)) piece.remove_prefix(mark.size());
    }
    if (members.find("authors") == nullptr && resembles_names(piece) && all_capital(piece)) {
      members.add("authors", piece);
    } else if (has_letters(piece) || piece.find_first_of("0123456789") != std::string_view::npos) {
      note.append(note.empty() ? "" : "\n").append(piece);
    }
  }
  if (!note.empty()) members.add("note", std::move(note));
}

void add_block_fields(std::span<const MarkdownLine> lines, json::Object& members) {
  BlockFields fields(members);
  for (const MarkdownLine& line : lines) fields.read(line);
  fields.finish();
}

}  // namespace broadsheet::importer

#include "import/readers/block_records.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/readers/block_fields.h"
#include "import/readers/heading_path.h"
#include "import/readers/inline_text.h"
#include "import/readers/table_rows.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/records/record_values.h"
#include "import/source/day_text.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostSection = 100;  // bytes; a longer heading is no topic

/// What the reader asks of a line.
struct LineFacts {
  std::optional<PaperId> id;     ///< the first one
  std::string title = {};        ///< of an item or paragraph that may begin a paper
  bool titled_link = false;      ///< and its link has the id
  bool after_words = false;      ///< words of the line precede that link
  std::string loose_title = {};  ///< of an item with an id, if its neighbours are papers
  bool label = false;            ///< names a field
};

/// Whether a sentence goes on behind `label`: with a word in lower case.
bool goes_on(std::string_view text, std::string_view label) {
  text.remove_prefix(std::min(text.find(label), text.size()));
  text = trimmed(text.substr(std::min(label.size(), text.size())));
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && !text.starts_with("by ") &&
         !text.starts_with("arxiv");
}

/// The first label of a link to a paper that can be a title; else the first bold text at the
/// beginning of an item.
void find_title(const MarkdownLine& line, const InlineText& inlined, LineFacts& facts) {
  for (const InlineLink& link : inlined.links) {
    if (!is_title_like(link.label)) continue;
    // A link further on in a line is a reference.
    constexpr std::size_t kMostBefore = 40;
    if (inlined.text.find(link.label) > kMostBefore) continue;
    const bool paper = find_id_address(link.url).has_value();
    // "[Attention](...) showed that ..." is a sentence.
    if (paper && !line.item && line.level == 0 && goes_on(inlined.text, link.label)) continue;
    if (!paper && !line.item && !has_paper_address(link.url)) continue;
    facts.title = without_number(link.label);
    facts.titled_link = paper;
    facts.after_words =
        has_letters(std::string_view(inlined.text).substr(0, inlined.text.find(link.label)));
    if (paper) return;
  }
  if (!facts.title.empty()) return;
  if (!line.item && !without_ornament(line.text).starts_with("**")) return;
  for (const std::string& bold : inlined.bold) {
    if (is_title_like(bold) && !bold.ends_with(':')) {
      facts.title = without_number(bold);
      return;
    }
  }
}

/// "Third Thing: https://arxiv.org/abs/...", "2603.00006 - Sixth Thing": the words beside an id.
void find_loose_title(const InlineText& inlined, LineFacts& facts) {
  constexpr std::size_t kMostTitle = 250;  // bytes
  std::string_view text = trimmed(inlined.text);
  if (!facts.id) {
    const std::string_view first = text.substr(0, text.find_first_of(" ,:"));
    if (const std::optional<StatedId> id = stated_id(first)) facts.id = id->id;
  }
  if (!facts.id) return;
  std::string title(without_number(words_beside(inlined)));
  if (title.size() <= kMostTitle && is_title_like(title)) facts.loose_title = std::move(title);
}

LineFacts facts_of(const MarkdownLine& line) {
  LineFacts facts;
  if (line.blank() || line.rule || line.row) return facts;
  const InlineText inlined = read_inline(line.text);
  for (const InlineLink& link : inlined.links) {
    const std::optional<StatedId> id = find_id_address(link.url);
    if (id && !facts.id) facts.id = id->id;
  }
  if (!facts.id) {
    if (const std::optional<StatedId> id = find_id_address(inlined.text)) facts.id = id->id;
  }
  for (const InlineLink& link : inlined.links) {
    const std::optional<StatedId> id = facts.id ? std::nullopt : find_other_id(link.url);
    if (id) facts.id = id->id;
  }
  if (line.level > 0) {
    const std::string text = read_inline(without_ornament(line.text)).text;
    const std::optional<FieldName> field = field_named(text);
    facts.label = field && field->field != RecordField::Title && !facts.id;
  } else if (const std::optional<LabelledLine> label = read_label(line)) {
    facts.label = field_named(label->label).has_value();
    if (!facts.id && facts.label && field_named(label->label)->field == RecordField::Id) {
      const std::string value = read_inline(label->value).text;
      if (const auto id = find_id(value)) facts.id = id->id;
      if (const auto id = find_other_id(value); id && !facts.id) facts.id = id->id;
    }
  } else {
    find_title(line, inlined, facts);
    if (facts.title.empty() && line.item) find_loose_title(inlined, facts);
  }
  return facts;
}

/// "Robotics [[Back]](#toc)", "Agents (12)": without links within the page and counts.
std::string section_name(std::string_view source) {
  source = without_ornament(source);
  std::string name = read_inline(source).text;
  for (const std::string_view end : {"[Back]", "Back", "↑", "🔝"}) {
    if (name.ends_with(end)) name.resize(name.size() - end.size());
  }
  std::size_t count = std::string::npos;
  for (const std::string_view open : {"(", "（", "["}) {
    const std::size_t at = name.rfind(open);
    if (at != std::string::npos && (count == std::string::npos || at > count)) count = at;
  }
  if (count != std::string::npos && count > 0 &&
      name.find_first_of("0123456789", count) != std::string::npos && name.size() - count < 24) {
    name.resize(count);
  }
  return text::collapse_space(name);
}

class BlockReader {
 public:
  BlockReader(std::span<const MarkdownLine> lines, std::optional<Day> day, const RecordSink& sink)
      : lines_(lines), day_(day), sink_(sink) {
    facts_.reserve(lines.size());
    for (const MarkdownLine& line : lines) facts_.push_back(facts_of(line));
    for (std::size_t at = 0; at < lines.size();) {
      const std::size_t end = next_heading(at);
      take_loose_titles(at, end);
      find_references(at, end);
      at = end;
    }
  }

  std::size_t run() {
    for (std::size_t at = 0; at < lines_.size();) {
      if (is_heading(at)) {
        at = read_heading(at);
      } else if (!facts_[at].title.empty()) {
        at = read_item(at);
      } else {
        ++at;
      }
    }
    return found_;
  }

 private:
  /// Items beside each other, at least two of them papers and none a label, are papers.
  void take_loose_titles(std::size_t begin, std::size_t end) {
    std::map<std::size_t, std::set<std::string>> ids;  // by indent
    std::set<std::size_t> labelled;                    // indents
    for (std::size_t at = begin; at < end; ++at) {
      const LineFacts& facts = facts_[at];
      if (!lines_[at].item) continue;
      if (facts.label) labelled.insert(lines_[at].indent);
      const bool paper = (facts.titled_link && !facts.after_words) || !facts.loose_title.empty();
      if (paper && facts.id) ids[lines_[at].indent].insert(facts.id->str());
    }
    for (std::size_t at = begin; at < end; ++at) {
      LineFacts& facts = facts_[at];
      if (facts.loose_title.empty() || labelled.contains(lines_[at].indent)) continue;
      if (ids[lines_[at].indent].size() < 2) continue;
      // The items of one paper may have links of their own, but those of a list have none above.
      if (ids.begin()->first < lines_[at].indent) continue;
      facts.title = facts.loose_title;
      facts.titled_link = true;
    }
  }

  /// "- Based on [Attention](...)" below an item that is a paper is no paper of the list.
  void find_references(std::size_t begin, std::size_t end) {
    std::optional<std::size_t> paper;  // its indent
    for (std::size_t at = begin; at < end; ++at) {
      LineFacts& facts = facts_[at];
      if (!lines_[at].item || !facts.titled_link) continue;
      if (paper && lines_[at].indent > *paper && facts.after_words) {
        facts = LineFacts{};
      } else {
        paper = lines_[at].indent;
      }
    }
  }

  bool is_heading(std::size_t at) const { return lines_[at].level > 0 && !facts_[at].label; }

  std::size_t next_heading(std::size_t at) const {
    while (++at < lines_.size() && !is_heading(at)) {
    }
    return at;
  }

  /// @return the line to continue with
  std::size_t read_heading(std::size_t at) {
    const std::size_t end = next_heading(at);
    const std::string title = title_of_heading(lines_[at]);
    if (facts_[at].id && !title.empty()) {
      emit(at, end, title);
      return end;
    }
    if (is_paper_heading(at, end) && !title.empty() && !is_container_name(title)) {
      emit(at, end, title);
      return end;
    }
    enter_section(lines_[at]);
    return at + 1;
  }

  static std::string title_of_heading(const MarkdownLine& line) {
    const InlineText inlined = read_inline(without_ornament(line.text));
    for (const InlineLink& link : inlined.links) {
      if (is_title_like(link.label) || (has_paper_address(link.url) && link.label.size() > 8 &&
                                        !find_id(link.label) && !find_other_id(link.label))) {
        return std::string(without_number(link.label));
      }
    }
    std::string text = inlined.text;
    for (const InlineLink& link : inlined.links) {  // "Title [PDF](...)"
      const std::size_t label = link.label.empty() ? std::string::npos : text.rfind(link.label);
      if (label != std::string::npos) text.erase(label, link.label.size());
    }
    text = std::string(without_number(text));
    while (!text.empty() && std::string_view(" ([|").find(text.back()) != std::string_view::npos) {
      text.pop_back();
    }
    return text;
  }

  /// Lines of labels, and one paper at most, or the id in a labelled line; or, below a title, one
  /// paper with a line of its address alone.
  bool is_paper_heading(std::size_t at, std::size_t end) const {
    bool labels = false;
    std::optional<PaperId> id;
    bool several = false;
    bool labelled_id = false;
    bool address = false;  // a line of it alone
    // Beside an id of arXiv, others are those of the same paper in a journal, or references.
    bool arxiv = false;
    for (std::size_t line = at; line < end; ++line) arxiv = arxiv || id_of(line, true);
    for (std::size_t line = at + 1; line < end; ++line) {
      const LineFacts& facts = facts_[line];
      const std::optional<PaperId> stated = id_of(line, arxiv);
      labels = labels || facts.label;
      address = address || (stated && words_beside(read_inline(lines_[line].text)).empty());
      labelled_id = labelled_id || (facts.label && stated);
      if (stated && id && *stated != *id) several = true;
      if (stated && !id) id = stated;
      if (!facts.title.empty() && (facts.titled_link || opens_paper(line, end, arxiv))) {
        return false;
      }
    }
    const bool titled = lines_[at].level > 1 && is_title_like(title_of_heading(lines_[at]));
    if (!labels) return titled && address && !several;
    return (!several || labelled_id) && (id || has_names(at, end));
  }

  /// Whether a heading without an id is that of a paper all the same, one that is not of arXiv.
  bool has_names(std::size_t at, std::size_t end) const {
    for (std::size_t line = at + 1; line < end; ++line) {
      const std::optional<LabelledLine> label = read_label(lines_[line]);
      const std::optional<FieldName> field = label ? field_named(label->label) : std::nullopt;
      if (field && field->field == RecordField::Authors) return true;
    }
    return false;
  }

  /// The end of the item at `at`: the next title, or text that is not below it.
  std::size_t item_end(std::size_t at, std::size_t limit) const {
    const MarkdownLine& opener = lines_[at];
    for (std::size_t line = at + 1; line < limit; ++line) {
      if (is_heading(line) || !facts_[line].title.empty()) {
        const bool below = !is_heading(line) && opener.item && lines_[line].item &&
                           lines_[line].indent > opener.indent && !facts_[line].titled_link;
        if (!below) return line;
      }
    }
    return limit;
  }

  /// @param arxiv  other ids do not count
  std::optional<PaperId> id_of(std::size_t line, bool arxiv) const {
    const std::optional<PaperId>& id = facts_[line].id;
    return id && (id->is_arxiv() || !arxiv) ? id : std::nullopt;
  }

  bool opens_paper(std::size_t at, std::size_t limit, bool arxiv) const {
    const std::size_t end = item_end(at, limit);
    for (std::size_t line = at; line < end; ++line) {
      if (id_of(line, arxiv)) return true;
    }
    return false;
  }

  std::size_t read_item(std::size_t at) {
    const std::size_t end = item_end(at, lines_.size());
    if (!opens_paper(at, end, false)) return std::max(end, at + 1);
    emit(at, end, facts_[at].title);
    return end;
  }

  void emit(std::size_t at, std::size_t end, const std::string& title) {
    Record record;
    record.members.add("title", title);
    for (const InlineLink& link : read_inline(lines_[at].text).links) {
      if (has_paper_address(link.url)) record.members.add(address_name(link.url), link.url);
    }
    if (record.members.find("url") == nullptr && facts_[at].id) {
      const PaperId& id = *facts_[at].id;
      record.members.add(id.is_arxiv() ? "url" : kOtherAddress,
                         id.is_arxiv() ? id.label() : id.str());
    }
    add_rest_of_line(lines_[at], title, record.members);
    add_block_fields(lines_.subspan(at + 1, end - at - 1), record.members);
    record.sections = headings_.names();
    record.heading_day = day_;
    record.line = lines_[at].number;
    sink_(std::move(record));
    ++found_;
  }

  void enter_section(const MarkdownLine& heading) {
    const std::string name = section_name(heading.text);
    const std::string lowered = lower_ascii(name);
    const bool of_day = !day_ || heading.level <= day_level_ || is_mostly_date(name);
    if (const std::optional<Day> day = of_day ? last_day_in(name) : std::nullopt) {
      const bool update =
          lowered.find("update") != std::string::npos || name.find("更新") != std::string::npos;
      if (!update) {
        day_ = day;
        day_level_ = heading.level;
      }
      headings_.enter(heading.level, {});
      return;
    }
    // The first heading of a file is most often the name of the digest.
    const bool name_of_file = heading.level == 1 && categories_in(name).empty();
    const bool names_none = name_of_file || is_container_name(name) || name.size() > kMostSection;
    headings_.enter(heading.level, names_none ? std::string() : name);
  }

  std::span<const MarkdownLine> lines_;
  std::vector<LineFacts> facts_;
  std::optional<Day> day_;
  int day_level_ = 0;  ///< of the heading that stated it
  const RecordSink& sink_;
  HeadingPath headings_;
  std::size_t found_ = 0;
};

}  // namespace

std::size_t block_records(std::span<const MarkdownLine> lines, std::optional<Day> day,
                          const RecordSink& sink) {
  return BlockReader(lines, day, sink).run();
}

}  // namespace broadsheet::importer

#include "import/readers/csv_records.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "import/records/field_names.h"

namespace broadsheet::importer {
namespace {

/// Reads row by row.
class CsvReader {
 public:
  /// @param line  of the file at which `text` begins
  CsvReader(std::string_view text, char separator, int line = 1)
      : text_(text), separator_(separator), line_(line) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  int line() const { return line_; }  ///< of the row to be read next

  /// std::nullopt at the end of the text.
  std::optional<std::vector<std::string>> next() {
    if (at_ >= text_.size()) return std::nullopt;
    std::vector<std::string> cells;
    do {
      cells.push_back(cell());
    } while (take(separator_));
    take('\r');
    if (take('\n')) ++line_;
    return cells;
  }

 private:
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  /// Whether the quote here has another that closes it. One further down closes it only at the end
  /// of a cell: else it opens a cell of another row, and this one is text.
  bool closes() const {
    bool lines = false;
    for (std::size_t at = at_ + 1; at < text_.size(); ++at) {
      lines = lines || text_[at] == '\n';
      if (text_[at] != '"') continue;
      if (at + 1 < text_.size() && text_[at + 1] == '"') {
        ++at;
        continue;
      }
      const char next = at + 1 < text_.size() ? text_[at + 1] : '\n';
      return !lines || next == separator_ || next == '\n' || next == '\r';
    }
    return false;
  }

  std::string cell() {
    std::string cell;
    if (at_ < text_.size() && text_[at_] == '"' && closes()) {
      ++at_;
      while (at_ < text_.size()) {
        const char c = text_[at_++];
        if (c == '\n') ++line_;
        if (c == '"' && !take('"')) break;
        cell += c;
      }
    }
    // Text after a closing quote is not CSV; it is kept.
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
      if (text_[at_] != '\r') cell += text_[at_];
      ++at_;
    }
    return cell;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  int line_;
};

bool names_papers(const std::vector<std::string>& header) {
  const auto has = [&](RecordField field) {
    return std::any_of(header.begin(), header.end(), [&](const std::string& name) {
      const std::optional<FieldName> known = field_named(name);
      return known && known->field == field;
    });
  };
  return header.size() > 1 && has(RecordField::Title) &&
         (has(RecordField::Id) || has(RecordField::Doi));
}

/// Where the names of columns are, and what separates them.
struct Header {
  char separator;
  std::size_t begin;  ///< in bytes
  int line;           ///< from 1
};

/// The separator with which a line names the columns of papers.
std::optional<char> separator_in(std::string_view line, const ImportMap* map) {
  if (line.size() > 10'000) return std::nullopt;
  for (const char separator : {',', '\t', ';', '|'}) {
    std::vector<std::string> names =
        CsvReader(line, separator).next().value_or(std::vector<std::string>());
    if (map != nullptr) names = mapped_names(*map, names);
    if (names_papers(names)) {
      return separator;
    }
  }
  return std::nullopt;
}

/// The first line, below "sep=;" and comments.
std::optional<Header> header_of(std::string_view text, const ImportMap* map) {
  constexpr int kMostComments = 20;
  std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (int number = 1; begin < text.size() && number <= kMostComments; ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (trimmed(line).starts_with('|')) break;  // a table of Markdown
    if (const std::optional<char> separator = separator_in(line, map)) {
      return Header{*separator, begin, number};
    }
    const std::string_view start = trimmed(line.substr(0, 40));
    if (!start.empty() && !start.starts_with('#') && !start.starts_with("sep=")) break;
    begin = end + 1;
  }
  return std::nullopt;
}

/// Names of columns, each once: of two "note" the second is "note 2".
void make_unique(std::vector<std::string>& names) {
  std::map<std::string, int> known;
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (trimmed(names[at]).empty()) names[at] = "column " + std::to_string(at + 1);
    const int count = ++known[names[at]];
    if (count > 1) names[at] += " " + std::to_string(count);
  }
}

}  // namespace

bool is_csv(std::string_view text, const ImportMap* map) {
  return header_of(text, map).has_value();
}

void csv_records(std::string_view text, const RecordSink& sink, const ImportMap* map) {
  const std::optional<Header> header = header_of(text, map);
  if (!header) return;
  CsvReader reader(text.substr(header->begin), header->separator, header->line);
  std::vector<std::string> names = reader.next().value_or(std::vector<std::string>());
  if (map != nullptr) names = mapped_names(*map, names);
  make_unique(names);
  for (int line = reader.line(); auto cells = reader.next(); line = reader.line()) {
    if (cells->size() == 1 && trimmed(cells->front()).empty()) continue;
    Record record{.line = line, .mapped = map != nullptr};
    for (std::size_t at = 0; at < cells->size(); ++at) {
      const std::string name = at < names.size() ? names[at] : "column " + std::to_string(at + 1);
      record.members.add(name, std::move((*cells)[at]));
    }
    sink(std::move(record));
  }
}

}  // namespace broadsheet::importer

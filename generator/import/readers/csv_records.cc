#include "import/readers/csv_records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "import/records/field_names.h"

namespace broadsheet::importer {
namespace {

/// Reads row by row.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {
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

  std::string cell() {
    std::string cell;
    if (take('"')) {
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
  int line_ = 1;
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

/// The separator with which the first line names the columns of papers.
std::optional<char> separator_of(std::string_view text, const ImportMap* map) {
  const std::string_view line = text.substr(0, text.find('\n'));
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

}  // namespace

bool is_csv(std::string_view text, const ImportMap* map) {
  return !trimmed(text.substr(0, 16)).starts_with('|') && separator_of(text, map).has_value();
}

void csv_records(std::string_view text, const RecordSink& sink, const ImportMap* map) {
  const std::optional<char> separator = separator_of(text, map);
  if (!separator) return;
  CsvReader reader(text, *separator);
  std::vector<std::string> header = reader.next().value_or(std::vector<std::string>());
  if (map != nullptr) header = mapped_names(*map, header);
  for (int line = reader.line(); auto cells = reader.next(); line = reader.line()) {
    if (cells->size() == 1 && trimmed(cells->front()).empty()) continue;
    Record record{.line = line, .mapped = map != nullptr};
    for (std::size_t at = 0; at < cells->size(); ++at) {
      const std::string name = at < header.size() && !header[at].empty()
                                   ? header[at]
                                   : "column " + std::to_string(at + 1);
      record.members.add(name, std::move((*cells)[at]));
    }
    sink(std::move(record));
  }
}

}  // namespace broadsheet::importer

#include "import/readers/reference_records.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

bool is_entry_type(std::string_view type) {
  constexpr std::array<std::string_view, 12> kTypes = {
      "article",    "misc",      "inproceedings", "online",       "techreport", "unpublished",
      "conference", "phdthesis", "book",          "incollection", "preprint",   "mastersthesis"};
  return std::find(kTypes.begin(), kTypes.end(), lower_ascii(type)) != kTypes.end();
}

/// Names of BibTeX that mean something else elsewhere.
std::string member_name(std::string_view name) {
  std::string lowered = lower_ascii(name);
  if (lowered == "note") return "author comment";
  return lowered;
}

/// "2024-05" of a year and a month, which may be a number or a name such as "may".
std::string published_of(const json::Object& members) {
  const auto text_of_member = [&](std::string_view name) {
    const json::Value* value = members.find(name);
    return value == nullptr || value->text() == nullptr ? std::string()
                                                        : lower_ascii(trimmed(*value->text()));
  };
  const std::string year = text_of_member("year");
  const std::string stated = text_of_member("month");
  if (!Month::parse(year + "-01")) return {};
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  const std::size_t at = stated.size() < 3 ? std::string::npos : kMonths.find(stated.substr(0, 3));
  std::string month = at != std::string::npos && at % 3 == 0 ? std::to_string(at / 3 + 1) : stated;
  if (month.size() == 1) month.insert(month.begin(), '0');
  return Month::parse(year + "-" + month) ? year + "-" + month : year;
}

class BibtexReader {
 public:
  BibtexReader(std::string_view text, const RecordSink& sink) : text_(text), sink_(sink) {}

  void run() {
    while (at_ < text_.size()) {
      const std::size_t next = text_.find('@', at_);
      if (next == std::string_view::npos) return;
      advance(next + 1);
      const std::size_t open = text_.find_first_of("{(\n", at_);
      if (open == std::string_view::npos) return;
      const std::string_view type = trimmed(text_.substr(at_, open - at_));
      if (text_[open] == '\n' || !is_entry_type(type)) continue;
      advance(open + 1);
      read_entry();
    }
  }

 private:
  void advance(std::size_t to) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    at_ = to;
  }

  void skip_space() { advance(std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size())); }

  void read_entry() {
    Record record{.line = line_};
    const std::size_t comma = std::min(text_.find_first_of(",}", at_), text_.size());
    record.members.add("citation key", trimmed(text_.substr(at_, comma - at_)));
    advance(comma);
    while (at_ < text_.size() && text_[at_] == ',') {
      advance(at_ + 1);
      skip_space();
      const std::size_t equals = text_.find_first_of("=,}@", at_);
      if (equals == std::string_view::npos || text_[equals] != '=') break;
      const std::string name = member_name(trimmed(text_.substr(at_, equals - at_)));
      advance(equals + 1);
      record.members.add(name, value());
      skip_space();
    }
    add(std::move(record));
  }

  std::string value() {
    std::string value;
    do {
      if (at_ < text_.size() && text_[at_] == '#') advance(at_ + 1);
      skip_space();
      value += part();
      skip_space();
    } while (at_ < text_.size() && text_[at_] == '#');
    return text::collapse_space(value);
  }

  std::string part() {
    if (at_ >= text_.size()) return {};
    const char open = text_[at_];
    if (open != '{' && open != '"') {
      const std::size_t end = std::min(text_.find_first_of(",}#\n", at_), text_.size());
      std::string bare(trimmed(text_.substr(at_, end - at_)));
      advance(end);
      return bare;
    }
    std::string value;
    int depth = 0;
    std::size_t end = at_;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      if (c == '\\' && end + 1 < text_.size()) {
        value += c;
        value += text_[++end];
        continue;
      }
      if (c == '{') ++depth;
      if (c == '}' && --depth < (open == '{' ? 1 : 0)) break;
      if (c == '"' && open == '"' && depth == 0 && end > at_) break;
      if (c != '{' && c != '}' && !(c == '"' && end == at_)) value += c;
    }
    advance(std::min(end + 1, text_.size()));
    return value;
  }

  void add(Record record) {
    // The key of an entry may be its id, as arXiv writes it.
    const json::Value* key = record.members.find("citation key");
    if (key != nullptr && key->text() != nullptr) record.key = *key->text();
    record.published = published_of(record.members);
    for (const std::string_view name : {"citation key", "archiveprefix", "year", "month"}) {
      record.members.erase(name);
    }
    sink_(std::move(record));
  }

  std::string_view text_;
  const RecordSink& sink_;
  std::size_t at_ = 0;
  int line_ = 1;
};

std::string_view ris_name(std::string_view tag) {
  constexpr std::array<std::array<std::string_view, 2>, 19> kNames = {{
      {"TI", "title"},
      {"T1", "title"},
      {"CT", "title"},
      {"AU", "authors"},
      {"A1", "authors"},
      {"AB", "abstract"},
      {"N2", "abstract"},
      {"UR", "url"},
      {"L1", "pdf"},
      {"L2", "url"},
      {"DO", "doi"},
      {"ID", "id"},
      {"AN", "id"},
      {"M1", "id"},
      {"DA", "date"},
      {"Y1", "date"},
      {"JO", "journal"},
      {"JF", "journal"},
      {"N1", "author comment"},
  }};
  const auto* name =
      std::find_if(kNames.begin(), kNames.end(), [tag](const auto& one) { return one[0] == tag; });
  return name == kNames.end() ? tag : (*name)[1];
}

}  // namespace

bool is_bibtex(std::string_view text) {
  text = without_mark(text);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trimmed(text.substr(begin, end - begin));
    if (line.starts_with('@')) {
      const std::size_t open = line.find_first_of("{(");
      return open != std::string_view::npos && is_entry_type(trimmed(line.substr(1, open - 1)));
    }
    if (!line.empty() && !line.starts_with('%')) return false;
    begin = end + 1;
  }
  return false;
}

void bibtex_records(std::string_view text, const RecordSink& sink) {
  BibtexReader(text, sink).run();
}

bool is_ris(std::string_view text) { return trimmed(without_mark(text)).starts_with("TY  -"); }

void ris_records(std::string_view text, const RecordSink& sink) {
  Record record;
  json::List authors;
  int number = 0;
  text = without_mark(text);
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.size() < 5 || line.substr(2, 3) != "  -") continue;
    const std::string_view tag = line.substr(0, 2);
    const std::string_view value = trimmed(line.substr(5));
    if (tag == "TY") {
      record = Record{.line = number};
      authors.clear();
    } else if (tag == "ER") {
      if (!authors.empty()) record.members.add("authors", std::move(authors));
      sink(std::move(record));
      record = Record();
      authors = json::List();
    } else if (ris_name(tag) == "authors") {
      authors.emplace_back(value);
    } else {
      record.members.add(ris_name(tag), value);
    }
  }
}

}  // namespace broadsheet::importer

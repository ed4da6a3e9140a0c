#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/readers/reference_records.h"

namespace broadsheet::importer {
namespace {

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

/// "TY" of "TY  - JOUR", which some programs write with one blank; empty for any other line.
std::string_view tag_of(std::string_view line) {
  const auto capital = [](char c) { return (c >= 'A' && c <= 'Z') || is_ascii_digit(c); };
  if (line.size() < 4 || !capital(line[0]) || is_ascii_digit(line[0]) || !capital(line[1])) {
    return {};
  }
  const std::size_t dash = line.find_first_not_of(' ', 2);
  const bool tag = dash != std::string_view::npos && dash > 2 && dash <= 4 && line[dash] == '-' &&
                   (dash + 1 == line.size() || line[dash + 1] == ' ');
  return tag ? line.substr(0, 2) : std::string_view();
}

class RisReader {
 public:
  explicit RisReader(const RecordSink& sink) : sink_(sink) {}

  void read(std::string_view line, int number) {
    const std::string_view tag = tag_of(line);
    if (tag == "TY") {
      finish();
      record_ = Record{.line = number};
      open_ = true;
    } else if (!open_) {
      return;  // above the first reference, or between two
    } else if (tag == "ER") {
      finish();
    } else if (!tag.empty()) {
      name_ = tag;
      add(std::string(trimmed(line.substr(line.find('-') + 1))));
    } else if (!line.empty() && !values_.empty()) {
      std::string& last = values_.back().second.back();
      last += (last.empty() ? "" : "\n") + std::string(line);
    }
  }

  /// Passes on the reference that is open.
  void finish() {
    if (!open_) return;
    for (auto& [tag, texts] : values_) add_member(tag, texts);
    values_.clear();
    open_ = false;
    sink_(std::move(record_));
  }

 private:
  void add(std::string value) {
    auto place = std::find_if(values_.begin(), values_.end(),
                              [&](const auto& one) { return one.first == name_; });
    if (place == values_.end()) place = values_.insert(place, {name_, {}});
    // A line without a tag continues the last value.
    std::rotate(place, place + 1, values_.end());
    values_.back().second.push_back(std::move(value));
  }

  /// Authors, addresses and keywords are lists; other texts that are repeated are lines of one.
  void add_member(const std::string& tag, const std::vector<std::string>& texts) {
    const std::string name(ris_name(tag));
    json::Value value;
    if (texts.size() == 1 && name != "authors") {
      value = texts.front();
    } else if (name == "title" || name == "abstract" || name == "date") {
      std::string text;
      for (const std::string& one : texts) text += (text.empty() ? "" : "\n") + one;
      value = std::move(text);
    } else {
      value = json::List(texts.begin(), texts.end());
    }
    const json::Value* known = record_.members.find(name);
    if (known == nullptr) {
      record_.members.add(name, std::move(value));
    } else if (!(*known == value)) {
      record_.members.add(tag, std::move(value));
    }
  }

  const RecordSink& sink_;
  Record record_;
  std::vector<std::pair<std::string, std::vector<std::string>>> values_;  ///< by tag; last at end
  std::string name_;
  bool open_ = false;
};

}  // namespace

bool is_ris(std::string_view text) {
  text = without_mark(text);
  constexpr int kMostPreamble = 20;  // lines that are not blank
  for (int lines = 0; !text.empty() && lines < kMostPreamble;) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    ++lines;
    if (tag_of(line) != "TY") continue;
    while (!text.empty()) {
      const std::string_view next = take_line(text);
      if (!next.empty()) return !tag_of(next).empty();
    }
  }
  return false;
}

void ris_records(std::string_view text, const RecordSink& sink) {
  RisReader reader(sink);
  text = without_mark(text);
  for (int number = 1; !text.empty(); ++number) reader.read(take_line(text), number);
  reader.finish();
}

}  // namespace broadsheet::importer

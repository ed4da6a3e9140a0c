#include "import/readers/yaml_records.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/diagnostics.h"
#include "import/readers/json_records.h"
#include "import/records/name_lists.h"
#include "json/document.h"
#include "yaml/tree.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostFrontMatter = 256'000;  // bytes, as yaml/tree.h reads

json::Value value_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::Nothing:
      return {};
    case YamlKind::Text:
      return node.text;
    case YamlKind::List: {
      json::List items;
      for (const YamlNode& item : node.items) items.push_back(value_of(item));
      return items;
    }
    case YamlKind::Group: {
      json::Object members;
      for (const YamlNode& member : node.items) members.add(member.key, value_of(member));
      return members;
    }
  }
  return {};
}

std::string_view unquoted(std::string_view value) {
  value = trimmed(value);
  const bool quoted = value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
                      value.back() == value.front();
  return quoted ? value.substr(1, value.size() - 2) : value;
}

/// "key: value" line by line; a line that is indented or has no key continues the value before it.
json::Object loose_members(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> members;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    const bool key = !line.empty() && line.front() != ' ' && line.front() != '-' &&
                     colon != std::string_view::npos && colon < 40;
    if (key) {
      members.emplace_back(trimmed(line.substr(0, colon)), unquoted(line.substr(colon + 1)));
    } else if (!members.empty() && !trimmed(line).empty()) {
      std::string& value = members.back().second;
      value.append(value.empty() ? "" : "\n").append(trimmed(line));
    }
  }
  json::Object object;
  for (auto& [key, value] : members) object.add(key, std::move(value));
  return object;
}

/// One document. A list is read item by item, so that a long one is within the limits, also if it
/// is the value of a key and not indented, as PyYAML writes it.
class YamlDocument {
 public:
  YamlDocument(const RecordSink& sink, const ImportMap* map) : sink_(sink), map_(map) {}

  void read(std::string_view text, int first_line) {
    for (int number = first_line; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      take(text.substr(0, end), number);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    end_part();
  }

 private:
  void take(std::string_view line, int number) {
    const bool item = line.starts_with("- ") || line == "-";
    const bool key = !item && !line.empty() && is_key_start(line.front());
    if (item) {
      if (in_list_) end_part();
      if (!in_list_) begin_list();
      in_list_ = true;
    } else if (key && in_list_) {
      end_part();
      in_list_ = false;
    }
    if (trimmed(part_).empty()) part_line_ = number;
    part_.append(line).append("\n");
  }

  static bool is_key_start(char c) { return c != ' ' && c != '#' && c != '\t' && c != '\r'; }

  /// The keys above a list are above each item.
  void begin_list() {
    constexpr std::size_t kMostHeader = 4'000;  // bytes; copied for each item
    header_ = part_;
    part_.clear();
    if (header_.size() <= kMostHeader) return;
    const std::size_t last = header_.rfind('\n', header_.size() - 2);
    header_.erase(0, last == std::string::npos ? 0 : last + 1);
  }

  void end_part() {
    if (trimmed(part_).empty() || trimmed(part_) == "---") return part_.clear();
    const std::optional<json::Value> value = yaml_value(in_list_ ? header_ + part_ : part_);
    part_.clear();
    if (!value) {
      return sink_(Record{.line = part_line_, .unreadable = "not YAML, or over its limits"});
    }
    json_records(
        json::Document::of(*value, {}).root(),
        [&](Record record) {
          record.line = part_line_;
          sink_(std::move(record));
        },
        map_);
  }

  const RecordSink& sink_;
  const ImportMap* map_;
  std::string header_;  ///< of the list that is read
  std::string part_;
  int part_line_ = 1;
  bool in_list_ = false;
};

/// "key = value" line by line, as TOML has it; names of its tables are passed over.
json::Object toml_members(std::string_view text) {
  json::Object members;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || line.starts_with('#')) continue;
    const std::string_view value = trimmed(line.substr(equals + 1));
    std::optional<json::List> list = printed_list(value);
    members.add(unquoted(line.substr(0, equals)),
                list ? json::Value(*std::move(list)) : json::Value(unquoted(value)));
  }
  return members;
}

}  // namespace

std::optional<json::Value> yaml_value(const std::string& text) {
  Diagnostics unused;
  const std::optional<YamlNode> root = parse_yaml(text, "", unused);
  if (!root || unused.errors() > 0) return std::nullopt;
  return value_of(*root);
}

bool resembles_yaml(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string_view head = text.substr(0, 64'000);
  for (bool first = true; !head.empty();) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (trimmed(line).empty() || line.starts_with('#') || line == "---") continue;
    const bool item = line.starts_with("- ");
    const std::size_t colon = line.find(':');
    if (first && (colon == std::string_view::npos || colon > 60)) return false;
    first = false;
    std::string_view key = trimmed(line.substr(item ? 2 : 0, colon - (item ? 2 : 0)));
    if (lower_ascii(key) == "title") return true;
  }
  return false;
}

void yaml_records(std::string_view text, const RecordSink& sink, const ImportMap* map) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int line = 1; !text.empty();) {
    std::size_t end = 0;
    int lines = 0;
    while (end < text.size()) {
      const std::size_t line_end = std::min(text.find('\n', end), text.size());
      const bool next = trimmed(text.substr(end, line_end - end)) == "---";
      if (next && lines > 0) break;
      end = std::min(line_end + 1, text.size());
      ++lines;
    }
    YamlDocument(sink, map).read(text.substr(0, end), line);
    text.remove_prefix(end);
    line += lines;
  }
}

std::optional<FrontMatter> front_matter(std::string_view text) {
  const std::string_view whole = text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const bool toml = text.starts_with("+++\n") || text.starts_with("+++\r\n");
  if (!toml && !text.starts_with("---\n") && !text.starts_with("---\r\n")) return std::nullopt;
  const std::size_t begin = text.find('\n') + 1;
  std::size_t end = begin;
  std::size_t lines = 1;
  while (end < text.size() && end - begin <= kMostFrontMatter) {
    ++lines;
    const std::size_t line_end = std::min(text.find('\n', end), text.size());
    const std::string_view line = trimmed(text.substr(end, line_end - end));
    if (toml ? line == "+++" : line == "---" || line == "...") {
      const std::string inner(text.substr(begin, end - begin));
      std::optional<json::Value> value =
          toml ? json::Value(toml_members(inner)) : yaml_value(inner);
      const json::Object* object = value ? value->object() : nullptr;
      return FrontMatter{
          .members = object != nullptr ? *object : loose_members(inner),
          .lines = lines,
          .body = whole.substr(std::min(
              static_cast<std::size_t>(text.data() - whole.data()) + line_end + 1, whole.size()))};
    }
    end = line_end + 1;
  }
  return std::nullopt;
}

}  // namespace broadsheet::importer

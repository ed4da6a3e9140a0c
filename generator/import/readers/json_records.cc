#include "import/readers/json_records.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/readers/table_rows.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/records/record_paper.h"
#include "import/source/day_text.h"
#include "import/source/loose_json.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostSection = 80;  // bytes; a longer key is no topic

/// A text that states a day and little else.
std::optional<Day> short_day(std::string_view text) {
  return text.size() <= 60 ? last_day_in(text) : std::nullopt;
}

/// The day of the list that an object is: of its own members, or of one that describes it.
std::optional<Day> day_of_list(const json::Node& object) {
  for (const std::string_view key :
       {"date", "day", "digest_date", "report_date", "issue_date", "announced", "generated_at"}) {
    if (const auto day = short_day(object.text_of(key))) return day;
  }
  for (const std::string_view key : {"report", "meta", "metadata", "info", "header", "digest"}) {
    const std::optional<json::Node> inner = object.find(key);
    const auto day = inner ? short_day(inner->text_of("date")) : std::nullopt;
    if (day) return day;
  }
  return std::nullopt;
}

class Walk {
 public:
  Walk(const RecordSink& sink, const ImportMap* map) : sink_(sink), map_(map) {}

  /// @return whether it is or has a paper
  bool visit(const json::Node& node, std::optional<Day> day) {
    if (node.is(json::Kind::List)) return visit_items(node, day);
    if (node.is(json::Kind::Object)) return visit_object(node, day);
    return node.is(json::Kind::Text) && visit_text(node, day);
  }

  void set_line(int line) { line_ = line; }

 private:
  int line_of(const json::Node& node) const { return line_ > 0 ? line_ : node.where().line; }

  bool visit_items(const json::Node& list, std::optional<Day> day) {
    bool any = false;
    for (const json::Node item : list) {
      if (item.is(json::Kind::List) || item.is(json::Kind::Object)) any = visit(item, day) || any;
    }
    return any;
  }

  bool visit_object(const json::Node& object, std::optional<Day> day) {
    const Record record = record_of(object, day, Extent::Fields);
    if (is_paper(record)) {
      sink_(record_of(object, day, Extent::Whole));
      return true;
    }
    if (visit_columns(object, day) || visit_split(object, day)) return true;
    if (const auto own = day_of_list(object)) day = own;
    const std::optional<std::string> section = section_of(object);
    if (section) sections_.push_back(*section);
    bool any = false;
    for (const json::Node member : object) {
      if (const std::optional<Day> key_day = short_day(member.key())) {
        any = visit(member, key_day) || any;
        continue;
      }
      const bool list = member.is(json::Kind::List) && named_section(member.key());
      if (list) sections_.emplace_back(member.key());
      any = visit(member, day) || any;
      if (list) sections_.pop_back();
    }
    if (section) sections_.pop_back();
    const bool listed = object.key().empty();
    if (!any && (resembles_paper(record) || (listed && resembles_listed_paper(record)))) {
      sink_(record_of(object, day, Extent::Whole));
      return true;
    }
    return any;
  }

  /// Whether some names are those of a title and an id.
  static bool name_papers(const std::vector<std::string>& names) {
    const auto has = [&](RecordField field) {
      return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        const std::optional<FieldName> known = field_named(name);
        return known && known->field == field;
      });
    };
    return has(RecordField::Title) && (has(RecordField::Id) || has(RecordField::Doi));
  }

  void emit_row(json::Object members, std::optional<Day> day, int line) {
    Record record{.members = std::move(members), .sections = sections_, .day = day, .line = line};
    if (map_ != nullptr) apply_map(*map_, record);
    sink_(std::move(record));
  }

  /// {"title": {"0": ..., "1": ...}, "id": {"0": ..., ...}}, as pandas writes a table.
  bool visit_columns(const json::Node& object, std::optional<Day> day) {
    std::vector<std::string> names;
    for (const json::Node column : object) {
      if (!column.is(json::Kind::Object)) return false;
      constexpr std::size_t kMostColumns = 400;
      if (names.size() == kMostColumns) return false;
      names.emplace_back(column.key());
    }
    if (!name_papers(names)) return false;
    std::vector<json::Object> rows;
    std::map<std::string, std::size_t> places;
    for (const json::Node column : object) {
      for (const json::Node cell : column) {
        const auto [place, is_new] = places.try_emplace(std::string(cell.key()), rows.size());
        if (is_new) rows.emplace_back();
        rows[place->second].add(column.key(), cell.value());
      }
    }
    for (json::Object& row : rows) emit_row(std::move(row), day, line_of(object));
    return true;
  }

  /// {"columns": ["title", "id"], "data": [[..., ...], ...]}, as pandas writes one too.
  bool visit_split(const json::Node& object, std::optional<Day> day) {
    const std::optional<json::Node> columns = object.find("columns");
    const std::optional<json::Node> data = object.find("data");
    if (!columns || !data || !columns->is(json::Kind::List) || !data->is(json::Kind::List)) {
      return false;
    }
    std::vector<std::string> names;
    for (const json::Node name : *columns) {
      if (!name.is(json::Kind::Text)) return false;
      names.emplace_back(name.text());
    }
    if (!name_papers(names)) return false;
    for (const json::Node row : *data) {
      json::Object members;
      std::size_t at = 0;
      for (const json::Node cell : row) {
        const std::string place = "column " + std::to_string(at + 1);
        members.add(at < names.size() ? names[at] : place, cell.value());
        ++at;
      }
      emit_row(std::move(members), day, line_of(row));
    }
    return true;
  }

  /// "2110.01289": "|**2021-10-04**|**Title**|Author et.al.|[2110.01289](http://...)|null|"
  bool visit_text(const json::Node& text, std::optional<Day> day) {
    if (!stated_id(text.key())) return false;
    Record record;
    if (trimmed(text.text()).starts_with('|')) {
      record.members = row_without_header(text.text());
    } else {
      record.members.add("title", text::clean_line(text.text()));
    }
    record.key = text.key();
    record.sections = sections_;
    record.day = day;
    record.line = line_of(text);
    sink_(std::move(record));
    return true;
  }

  /// Which members of an object are read. Fields decide whether it is a paper, so that a list of
  /// very many papers is not copied; of a paper all are.
  enum class Extent { Fields, Whole };

  Record record_of(const json::Node& object, std::optional<Day> day, Extent extent) const {
    Record record;
    record.key = object.key();
    constexpr std::size_t kMostMembers = 400;
    std::size_t members = 0;
    for (const json::Node member : object) {
      if (extent == Extent::Fields && ++members > kMostMembers) break;
      const bool large =
          extent == Extent::Fields && !field_named(member.key()) && holds_objects(member);
      if (!large) record.members.add(member.key(), member.value());
    }
    record.sections = sections_;
    record.day = day;
    record.line = line_of(object);
    if (map_ != nullptr) apply_map(*map_, record);
    return record;
  }

  /// Lists of objects are what a list of papers is made of.
  static bool holds_objects(const json::Node& node) {
    if (!node.is(json::Kind::List) && !node.is(json::Kind::Object)) return false;
    return std::any_of(node.begin(), node.end(), [](const json::Node& inner) {
      return inner.is(json::Kind::List) || inner.is(json::Kind::Object);
    });
  }

  static bool named_section(std::string_view key) {
    return !key.empty() && key.size() <= kMostSection && !is_container_name(key) &&
           !field_named(key) && !stated_id(key) && !stated_other_id(key);
  }

  /// The name of an object that has papers in it: its label, else its key.
  static std::optional<std::string> section_of(const json::Node& object) {
    if (object.key().empty() && !object.find("papers") && !object.find("items")) {
      return std::nullopt;
    }
    for (const std::string_view key : {"label", "name", "topic", "section", "category"}) {
      const std::string_view name = object.text_of(key);
      if (!name.empty() && name.size() <= kMostSection) return text::clean_line(name);
    }
    if (!named_section(object.key()) || short_day(object.key())) return std::nullopt;
    return text::clean_line(object.key());
  }

  const RecordSink& sink_;
  const ImportMap* map_;
  std::vector<std::string> sections_;
  int line_ = 0;
};

/// Calls `visit` with each line that is not blank and its number, until it returns false.
template <typename Visit>
void each_line(std::string_view text, Visit visit) {
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && !visit(line, number)) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

void json_records(const json::Node& root, const RecordSink& sink, const ImportMap* map) {
  Walk(sink, map).visit(root, std::nullopt);
}

void json_line_records(std::string_view text, const RecordSink& sink, const ImportMap* map) {
  Walk walk(sink, map);
  each_line(text, [&](std::string_view line, int number) {
    const std::optional<json::Document> tree = parse_loosely(line);
    if (!tree) {
      sink(Record{.line = number, .unreadable = "not JSON"});
      return true;
    }
    walk.set_line(number);
    walk.visit(tree->root(), std::nullopt);
    return true;
  });
}

bool are_json_lines(std::string_view text) {
  // One value over several lines has lines that are none of their own, or end in a comma.
  constexpr int kMostLines = 10;
  int lines = 0;
  int readable = 0;
  int objects = 0;  // lines that begin as one
  each_line(text, [&](std::string_view line, int) {
    ++lines;
    const bool bracket = line.starts_with('{') || line.starts_with('[');
    if (bracket && parse_loosely(line)) ++readable;
    if (line.starts_with("{\"")) ++objects;
    return lines < kMostLines && readable < lines + 2;
  });
  return lines >= 2 && readable >= 1 && (readable * 2 > lines || objects == lines);
}

bool begins_like_python(std::string_view text) {
  text = trimmed(text.substr(0, 256));
  return text.starts_with("{'") || text.starts_with("[{'");
}

}  // namespace broadsheet::importer

#include "import/readers/markdown_records.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/readers/block_fields.h"
#include "import/readers/block_records.h"
#include "import/readers/heading_path.h"
#include "import/readers/inline_text.h"
#include "import/readers/json_records.h"
#include "import/readers/markdown_lines.h"
#include "import/readers/table_rows.h"
#include "import/readers/yaml_records.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/records/record_paper.h"
#include "import/records/record_values.h"
#include "import/source/day_text.h"
#include "json/document.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// The text below each heading: under its name if that is a field, else under "text".
void add_sections(std::span<const MarkdownLine> lines, json::Object& members) {
  std::string name = "text";
  std::string text;
  bool any_heading = false;
  const auto end_section = [&] {
    if (!trimmed(text).empty()) add_text(members, name, std::move(text));
    text.clear();
  };
  for (const MarkdownLine& line : lines) {
    if (line.level == 0) {
      if (!line.rule) text.append(line.text).append("\n");
      continue;
    }
    const std::string heading = read_inline(without_ornament(line.text)).text;
    if (members.find("title") == nullptr && line.level == 1 && !any_heading) {
      members.add("title", heading);
      end_section();
    } else if (field_named(heading)) {
      end_section();
      name = heading;
    } else {
      if (name != "text") end_section();
      name = "text";
      text.append("## ").append(heading).append("\n");
    }
    any_heading = true;
  }
  end_section();
}

/// A labelled line of a post: beside a member of that name if it differs.
void add_label(const json::Member& label, json::Object& members) {
  const json::Value* known = members.find(label.key);
  if (known == nullptr) {
    members.add(label.key, label.value);
  } else if (!(*known == label.value)) {
    members.add("body " + label.key, label.value);
  }
}

/// The names under which front matter states an id, and not just an address.
bool states_id(const json::Object& members) {
  return std::any_of(members.begin(), members.end(), [](const json::Member& member) {
    const std::string name = folded_name(member.key);
    return (name.starts_with("arxiv") || name == "id" || name == "paperid" || name == "eprint") &&
           find_id(text_of(member.value));
  });
}

/// Whether the body lists several papers and the front matter has the address of one of them.
bool is_list_of_papers(const Record& post, std::span<const MarkdownLine> lines) {
  if (states_id(post.members)) return false;
  std::set<std::string> ids;
  const RecordSink note = [&](const Record& record) {
    const json::Value* url = record.members.find("url");
    const auto id = url == nullptr ? std::nullopt : find_id(text_of(*url));
    if (id) ids.insert(id->id.str());
  };
  block_records(lines, std::nullopt, note);
  constexpr std::size_t kLeast = 2;
  return ids.size() >= kLeast &&
         std::any_of(post.members.begin(), post.members.end(), [&](const json::Member& member) {
           const auto id = find_id(text_of(member.value));
           return id && ids.contains(id->id.str());
         });
}

/// The papers that front matter lists itself, under "papers" or another name of a list.
std::size_t listed_papers(const json::Object& front, const RecordSink& sink, const ImportMap* map) {
  json::Object lists;
  std::size_t found = 0;
  for (const json::Member& member : front) {
    const json::List* list = is_container_name(member.key) ? member.value.list() : nullptr;
    const bool objects = list != nullptr && !list->empty() && list->front().object() != nullptr;
    if (objects || member.key == "date" || member.key == "day") lists.add(member.key, member.value);
    if (objects) ++found;
  }
  if (found == 0) return 0;
  found = 0;
  const RecordSink count = [&](Record record) {
    ++found;
    record.line = 1;
    sink(std::move(record));
  };
  const json::Value whole(std::move(lists));
  json_records(json::Document::of(whole, {}).root(), count, map);
  return found;
}

/// A file whose front matter is about one paper.
std::optional<Record> post_record(const FrontMatter& front, std::span<const MarkdownLine> lines,
                                  const ImportMap* map) {
  Record record{.members = front.members, .line = 1};
  if (map != nullptr) apply_map(*map, record);
  const bool has_id = [&] {
    Record titled = record;
    titled.members.set("title", "any title");
    return is_paper(titled);
  }();
  if (!has_id || is_list_of_papers(record, lines)) return std::nullopt;
  json::Object labelled;
  add_block_fields(lines, labelled);
  const bool headings = std::any_of(lines.begin(), lines.end(),
                                    [](const MarkdownLine& line) { return line.level > 0; });
  if (headings) {
    add_sections(lines, record.members);
  } else {
    for (const json::Member& member : labelled) add_label(member, record.members);
  }
  if (record.members.find("authors") == nullptr) {
    for (const std::string_view name : {"authors", "Authors", "作者"}) {
      const json::Value* authors = labelled.find(name);
      if (authors != nullptr) record.members.add("authors", *authors);
    }
  }
  if (!is_paper(record)) return std::nullopt;
  return record;
}

/// Tables of papers, each with a header or not; headings above them are sections.
class TableReader {
 public:
  TableReader(std::span<const MarkdownLine> lines, std::optional<Day> day, const RecordSink& sink,
              const ImportMap* map)
      : lines_(lines), day_(day), sink_(sink), map_(map) {}

  std::size_t run() {
    for (std::size_t at = 0; at < lines_.size();) {
      if (lines_[at].level > 0) enter(lines_[at]);
      if (!lines_[at].row) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < lines_.size() && lines_[end].row) ++end;
      read_table(at, end);
      at = end;
    }
    return found_;
  }

 private:
  void enter(const MarkdownLine& heading) {
    const std::string name = read_inline(without_ornament(heading.text)).text;
    std::string section;
    const bool of_day = !day_ || heading.level <= day_level_ || is_mostly_date(name);
    if (const std::optional<Day> day = of_day ? last_day_in(name) : std::nullopt) {
      const bool update = lower_ascii(name).find("update") != std::string::npos;
      if (!update) {
        day_ = day;
        day_level_ = heading.level;
      }
    } else if (heading.level > 1 && !is_container_name(name)) {
      section = name;
    }
    headings_.enter(heading.level, std::move(section));
  }

  void read_table(std::size_t begin, std::size_t end) {
    std::vector<std::string> header;
    bool titled = false;
    std::size_t first = begin;
    if (begin + 1 < end && is_delimiter_row(lines_[begin + 1].text)) {
      for (const std::string_view cell : cells_of_row(lines_[begin].text)) {
        header.push_back(read_inline(cell).text);
      }
      if (map_ != nullptr) header = mapped_names(*map_, header);
      titled = std::any_of(header.begin(), header.end(), [](const std::string& name) {
        const std::optional<FieldName> field = field_named(name);
        return field && field->field == RecordField::Title;
      });
      first = begin + 2;
    }
    std::vector<Record> rows;
    bool any = false;
    for (std::size_t at = first; at < end; ++at) {
      if (is_delimiter_row(lines_[at].text)) continue;
      Record record;
      record.members =
          titled ? row_members(header, lines_[at].text) : row_without_header(lines_[at].text);
      record.sections = headings_.names();
      record.heading_day = day_;
      record.line = lines_[at].number;
      record.mapped = map_ != nullptr && titled;
      any = any || is_paper(record);
      rows.push_back(std::move(record));
    }
    if (!any) return;
    for (Record& record : rows) {
      if (!titled && !is_paper(record)) continue;
      ++found_;
      sink_(std::move(record));
    }
  }

  std::span<const MarkdownLine> lines_;
  std::optional<Day> day_;
  int day_level_ = 0;  ///< of the heading that stated it
  const RecordSink& sink_;
  const ImportMap* map_;
  HeadingPath headings_;
  std::size_t found_ = 0;
};

}  // namespace

MarkdownKinds markdown_records(std::string_view text, const RecordSink& sink,
                               const ImportMap* map) {
  const MapReader only = map == nullptr ? MapReader::Any : map->read;
  const auto wanted = [only](MapReader reader) { return only == MapReader::Any || only == reader; };
  MarkdownKinds kinds;
  std::optional<Day> day;
  const std::optional<FrontMatter> front = front_matter(text);
  std::vector<MarkdownLine> lines = lines_of_markdown(front ? front->body : text);
  if (front) {
    for (MarkdownLine& line : lines) line.number += static_cast<int>(front->lines);
    std::optional<Record> post;
    if (wanted(MapReader::Post)) post = post_record(*front, lines, map);
    if (post) {
      sink(*std::move(post));
      kinds.posts = 1;
      return kinds;
    }
    for (const std::string_view key : {"date", "day"}) {
      const json::Value* value = front->members.find(key);
      if (value != nullptr && !day) day = last_day_in(text_of(*value));
    }
    if (wanted(MapReader::Post)) kinds.blocks += listed_papers(front->members, sink, map);
  }
  if (wanted(MapReader::Table)) kinds.rows = TableReader(lines, day, sink, map).run();
  if (wanted(MapReader::Blocks)) kinds.blocks += block_records(lines, day, sink);
  return kinds;
}

}  // namespace broadsheet::importer

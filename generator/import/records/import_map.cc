#include "import/records/import_map.h"

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <set>
#include <utility>

#include "import/records/field_names.h"
#include "yaml/tree.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kSearched = 64'000;  // bytes at the beginning of a file

struct OurField {
  std::string_view name;    ///< in a map
  std::string_view member;  ///< that record_paper.cc reads into it
};

constexpr std::array<OurField, 18> kOurFields = {{
    {"id", "arxiv_id"},
    {"title", "title"},
    {"authors", "authors"},
    {"abstract", "abstract"},
    {"comment", "reason"},
    {"author_comment", "author_comment"},
    {"categories", "categories"},
    {"doi", "doi"},
    {"journal_reference", "journal_ref"},
    {"licence", "licence"},
    {"version", "version"},
    {"topics", "topics"},
    {"section", "section"},
    {"announce_type", "announce_type"},
    {"relevance", "relevance"},
    {"novelty", "novelty"},
    {"score", "score"},
    {"day", "announced"},
}};

const OurField* our_field(std::string_view name) {
  const auto* field = std::find_if(kOurFields.begin(), kOurFields.end(),
                                   [name](const OurField& one) { return one.name == name; });
  return field == kOurFields.end() ? nullptr : field;
}

bool is_marked_group(std::string_view key) {
  return key == "parts" || key == "links" || key == "ratings";
}

/// The name that a mapped member gets.
std::string member_of(const std::string& name) {
  const OurField* field = our_field(name);
  return field == nullptr ? name : std::string(field->member);
}

constexpr std::array<std::pair<std::string_view, MapReader>, 4> kReaders = {{
    {"json", MapReader::Json},
    {"table", MapReader::Table},
    {"blocks", MapReader::Blocks},
    {"post", MapReader::Post},
}};

class MapParser {
 public:
  MapParser(const std::string& path, Diagnostics& problems) : path_(path), problems_(problems) {}

  std::optional<ImportMap> parse(const YamlNode& root) {
    if (!root.is(YamlKind::Group)) error(root.at, "a map should have keys such as 'fields'");
    for (const YamlNode& member : root.items) {
      if (member.key == "files") {
        map_.files = texts(member);
      } else if (member.key == "contains" && member.is(YamlKind::Text)) {
        map_.contains = member.text;
      } else if (member.key == "read") {
        read_reader(member);
      } else if (member.key == "fields" && member.is(YamlKind::Group)) {
        for (const YamlNode& field : member.items) add_field(field.key, field);
      } else if (is_marked_group(member.key) && member.is(YamlKind::Group)) {
        // "parts" and "Key idea": the member becomes "part Key idea".
        const std::string mark = member.key.substr(0, member.key.size() - 1) + " ";
        for (const YamlNode& part : member.items) map_.fields[mark + part.key] = texts(part);
      } else if (member.key == "day" || member.key == "topics") {
        add_field(member.key, member);
      } else {
        error(member.key_at, "'" + member.key +
                                 "' is none of files, contains, read, day, topics, fields, parts, "
                                 "links, ratings, or its value is of another kind");
      }
    }
    if (errors_ > 0) return std::nullopt;
    return std::move(map_);
  }

 private:
  void error(const Position& at, std::string message) {
    ++errors_;
    problems_.error({path_, at.line, at.column}, std::move(message));
  }

  /// One text or a list of texts.
  std::vector<std::string> texts(const YamlNode& node) {
    std::vector<std::string> texts;
    if (node.is(YamlKind::Text)) texts.push_back(node.text);
    for (const YamlNode& item : node.items) {
      if (node.is(YamlKind::List) && item.is(YamlKind::Text)) texts.push_back(item.text);
    }
    if (texts.empty()) error(node.at, "'" + node.key + "' should be a text or a list of texts");
    return texts;
  }

  void read_reader(const YamlNode& node) {
    const auto* reader = std::find_if(kReaders.begin(), kReaders.end(),
                                      [&](const auto& known) { return known.first == node.text; });
    if (reader == kReaders.end()) return error(node.at, "'read' is json, table, blocks or post");
    map_.read = reader->second;
  }

  void add_field(const std::string& name, const YamlNode& node) {
    if (our_field(name) == nullptr) {
      return error(node.key_at, "'" + name + "' is no field of a paper");
    }
    map_.fields[name] = texts(node);
  }

  const std::string& path_;
  Diagnostics& problems_;
  ImportMap map_;
  int errors_ = 0;
};

bool matches(const ImportMap& map, const std::string& path, std::string_view text) {
  if (!map.contains.empty() && text.find(map.contains) == std::string_view::npos) return false;
  return map.files.empty() ||
         std::any_of(map.files.begin(), map.files.end(), [&](const std::string& pattern) {
           return ::fnmatch(pattern.c_str(), path.c_str(), 0) == 0 ||
                  ::fnmatch(("*/" + pattern).c_str(), path.c_str(), 0) == 0;
         });
}

/// Maps of known programs.
constexpr std::array<const char*, 3> kShipped = {
    // Blog posts "Hot Papers": the text without a label is the abstract.
    R"(
contains: "title: Hot Papers"
read: blocks
fields:
  abstract: text
)",
    // daily-paper-reader: why a paper fits a query.
    R"(
contains: "selection_source:"
read: post
fields:
  comment: evidence
)",
    // Papers by category with four ratings: the assessment is the reason.
    R"(
contains: "\"topPapers\""
read: json
fields:
  comment: assessment
)",
};

}  // namespace

std::optional<ImportMap> parse_map(const std::string& yaml, const std::string& path,
                                   Diagnostics& problems) {
  const std::optional<YamlNode> root = parse_yaml(yaml, path, problems);
  if (!root) return std::nullopt;
  return MapParser(path, problems).parse(*root);
}

std::span<const ImportMap> shipped_maps() {
  static const std::vector<ImportMap> maps = [] {
    std::vector<ImportMap> all;
    for (const char* yaml : kShipped) {
      Diagnostics problems;
      std::optional<ImportMap> map = parse_map(yaml, "shipped map", problems);
      assert(map);
      if (map) all.push_back(*std::move(map));
    }
    return all;
  }();
  return maps;
}

const ImportMap* map_for(std::span<const ImportMap> maps, std::string_view path,
                         std::string_view text) {
  const std::string name(path);
  for (const std::span<const ImportMap> some : {maps, shipped_maps()}) {
    for (const ImportMap& map : some) {
      if (matches(map, name, text.substr(0, kSearched))) return &map;
    }
  }
  return nullptr;
}

void apply_map(const ImportMap& map, Record& record) {
  if (record.mapped) return;
  record.mapped = true;
  if (map.fields.empty()) return;
  json::Object renamed;
  std::set<std::string> taken;  // folded names of theirs that are used
  std::set<std::string> ours;   // folded names that fields of ours have now
  for (const auto& [name, theirs] : map.fields) {
    const std::string member = member_of(name);
    for (const std::string& their : theirs) {
      const auto found = std::find_if(
          record.members.begin(), record.members.end(),
          [&](const json::Member& one) { return folded_name(one.key) == folded_name(their); });
      if (found == record.members.end() || !renamed.add(member, found->value)) continue;
      taken.insert(folded_name(their));
      ours.insert(folded_name(member));
    }
  }
  for (const json::Member& member : record.members) {
    const std::string folded = folded_name(member.key);
    if (taken.count(folded) > 0) continue;
    renamed.add(ours.count(folded) > 0 ? "their " + member.key : member.key, member.value);
  }
  record.members = std::move(renamed);
}

std::vector<std::string> mapped_names(const ImportMap& map, const std::vector<std::string>& names) {
  Record header;
  for (std::size_t at = 0; at < names.size(); ++at) {
    header.members.add(names[at], std::to_string(at));
  }
  apply_map(map, header);
  std::vector<std::string> mapped = names;
  for (const json::Member& member : header.members) {
    mapped[static_cast<std::size_t>(std::stoul(*member.value.text()))] = member.key;
  }
  return mapped;
}

}  // namespace broadsheet::importer
